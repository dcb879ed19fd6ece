import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { clock } from "../../ui/time.ts";
import classes from "./insights-screen.module.css";
import { Funnel, Links, Reach, Weeks } from "./territory-cards.tsx";

const PERIODS = [
  { value: "2", label: "Last 2 weeks" },
  { value: "5", label: "Last 5 weeks" },
  { value: "13", label: "Last 13 weeks" },
];
const FRESH_MS = 60_000;

/** The own territory, in honest numbers. */
export function Screen() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { readonly weeks?: unknown; readonly territory?: unknown };
  const weeks = PERIODS.find(({ value }) => value === String(search.weeks))?.value ?? "5";
  const territory = typeof search.territory === "string" ? search.territory : "";
  const sums = useCall(
    "readTerritoryInsights",
    { query: { weeks: Number(weeks) } },
    { every: FRESH_MS, keepPrevious: true },
  );
  const choose = (next: { readonly weeks?: string; readonly territory?: string }) => {
    const chosen = { weeks, territory, ...next };
    const search = Object.fromEntries(
      Object.entries(chosen).filter(([name, value]) => value !== "" && !(name === "weeks" && value === "5")),
    );
    void navigate({ to: "/insights", search: search as never, replace: true });
  };
  const own = sums.data?.territories.map((one) => one.territory) ?? [];
  return (
    <>
      <PageHead title="Insights" aside={sums.data !== undefined && `as of ${clock(sums.data.asOf)}`}>
        {own.length > 1 && (
          <NativeSelect
            size="sm"
            aria-label="Territory"
            data={[{ value: "", label: "All my territories" }, ...own]}
            value={territory}
            onChange={(event) => choose({ territory: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          size="sm"
          aria-label="Period"
          data={PERIODS}
          value={weeks}
          onChange={(event) => choose({ weeks: event.currentTarget.value })}
        />
      </PageHead>
      <div className={classes.guard}>
        <GuardLine />
      </div>
      <Await of={sums} skeleton={<Block height={420} />}>
        {(known) => {
          const chosen = known.territories.filter((one) => territory === "" || one.territory === territory);
          return (
            <div className={classes.cards}>
              <Funnel chosen={chosen} />
              <Links chosen={chosen} />
              <Reach territory={territory} />
              <Weeks chosen={chosen} />
            </div>
          );
        }}
      </Await>
    </>
  );
}
