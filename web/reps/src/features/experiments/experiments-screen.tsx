import { Link } from "@tanstack/react-router";
import { useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { countryWord } from "../../ui/places.ts";
import { Rows } from "../../ui/skeletons.tsx";
import { day } from "../../ui/time.ts";
import { type Summary, stateOf } from "./experiment-words.ts";
import { StateChip } from "./state-chip.tsx";

/** Every test: planned, running, over. */
export function Screen() {
  const tests = useCall("listExperiments", { query: { limit: 100 } }, { every: 60_000 });
  const plans = useHasRole("marketer");
  const now = useNow();
  return (
    <>
      <PageHead title="Tests" aside="Which approved way of inviting works, without fooling oneself">
        {plans && (
          <LinkButton to="/experiments/new" variant="filled">
            Plan a test
          </LinkButton>
        )}
      </PageHead>
      <Await
        of={tests}
        skeleton={<Rows count={4} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <EmptyLine>No test yet. A test needs some hundred people to find a small difference.</EmptyLine>
          ),
        }}
      >
        {({ items }) => (
          <DataTable<Summary>
            caption="Tests, newest first"
            captionHidden
            keyOf={({ experimentId }) => experimentId}
            rows={items}
            columns={[
              {
                id: "title",
                label: "Test",
                value: ({ title }) => title,
                show: ({ title, experimentId }) => (
                  <Link to="/experiments/$experimentId" params={{ experimentId }}>
                    {title}
                  </Link>
                ),
              },
              {
                id: "state",
                label: "State",
                value: (test) => stateOf(test).label,
                show: (test) => <StateChip test={test} />,
              },
              { id: "country", label: "Country", value: ({ country }) => countryWord(country) },
              {
                id: "channel",
                label: "By",
                value: ({ channel }) => (channel === "sms" ? "Text" : "E-mail"),
              },
              {
                id: "arms",
                label: "Arms",
                value: ({ arms }) => arms.map(({ name }) => name).join(" · "),
              },
              {
                id: "ends",
                label: "Ends",
                value: ({ endsAt, ended }) => ended?.at ?? endsAt,
                show: ({ endsAt, ended }) => day(ended?.at ?? endsAt, { now }),
              },
            ]}
          />
        )}
      </Await>
    </>
  );
}
