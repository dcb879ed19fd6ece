import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo } from "react";
import {
  filtersSet,
  found,
  type HcpFilter,
  NO_FILTER,
  readFilter,
  searchOf,
  valuesOf,
} from "../../app/hcp-filter.ts";
import { useNow } from "../../app/now.ts";
import { useHcpRows } from "../../app/searchable-rows.ts";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { HcpCards } from "./hcp-cards.tsx";
import { HcpFilters } from "./hcp-filters.tsx";
import classes from "./hcp-list.module.css";
import { HcpTable } from "./hcp-table.tsx";

const NUMBER = new Intl.NumberFormat("en-IE");

/** Everybody in the own territories: searched and filtered here, without asking the server again. */
export function Screen() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const filter = useMemo(() => readFilter(search), [search]);
  const { query, rows, complete } = useHcpRows();
  const isRep = useHasRole("rep");
  const now = useNow();
  // the field answers at once, the list follows
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => found(rows, wanted, now), [rows, wanted, now]);
  const choices = useMemo(
    () => ({
      specialty: valuesOf(rows, "specialty"),
      country: valuesOf(rows, "country"),
      territory: valuesOf(rows, "territory"),
    }),
    [rows],
  );
  const change = useCallback(
    (next: Partial<HcpFilter>) =>
      void navigate({
        to: "/hcps",
        // of the address as it is by then: a filter set while a letter is on its way there keeps the letter
        search: ((now: Readonly<Record<string, unknown>>) =>
          searchOf({ ...readFilter(now), ...next })) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const seesVisits = useMemo(() => rows.some(({ row }) => row.lastVisitAt !== undefined), [rows]);
  const phone = useMediaQuery("(max-width: 47.99em)", undefined, { getInitialValueInEffect: false });
  const narrowed = filtersSet(filter) > 0 || filter.q !== "";
  const count = NUMBER.format(shown.length);
  const all = NUMBER.format(rows.length);
  const said = narrowed ? `${count} of ${all}` : all;
  return (
    <>
      <PageHead
        title="HCPs"
        aside={
          query.data !== undefined && (
            <span role="status">
              {said} {rows.length === 1 ? "person" : "people"}
              {!complete && ", more on the way"}
            </span>
          )
        }
      >
        {isRep && rows.length > 0 && (
          <LinkButton
            to="/bulks/new"
            search={searchOf(filter)}
            leftSection={<IconSend size={16} stroke={1.75} aria-hidden />}
          >
            {!narrowed
              ? "Invite several"
              : rows.length === 1
                ? "Invite this person"
                : `Invite these ${count}`}
          </LinkButton>
        )}
      </PageHead>
      <HcpFilters filter={filter} choices={choices} onChange={change} />
      {seesVisits && (
        <div className={classes.guard}>
          <GuardLine />
        </div>
      )}
      <Await of={query} skeleton={<Rows count={12} height={phone === true ? 72 : 44} />}>
        {() =>
          shown.length === 0 && complete ? (
            <Nobody narrowed={narrowed} onClear={() => change(NO_FILTER)} />
          ) : phone === true ? (
            <HcpCards rows={shown} now={now} />
          ) : (
            <HcpTable rows={shown} now={now} sort={filter.sort} onSort={(sort) => change({ sort })} />
          )
        }
      </Await>
      {query.isFetchNextPageError && (
        <p className={classes.more} role="status">
          The rest of the list did not arrive; {all} people are here.
          <Button size="compact-sm" onClick={() => void query.fetchNextPage()}>
            Load the rest
          </Button>
        </p>
      )}
    </>
  );
}

function Nobody({ narrowed, onClear }: { readonly narrowed: boolean; readonly onClear: () => void }) {
  if (!narrowed)
    return (
      <EmptyLine>
        Nobody is in your territories yet. An administrator imports people and aligns territories.
      </EmptyLine>
    );
  return (
    <EmptyLine action={<Button onClick={onClear}>Clear search and filters</Button>}>
      Nobody matches.
    </EmptyLine>
  );
}
