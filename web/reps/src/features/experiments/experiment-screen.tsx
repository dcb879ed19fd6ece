import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useAct, useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { Verdict } from "../../ui/verdict.tsx";
import { ArmTable } from "./arm-table.tsx";
import { type Experiment, outcomeWords } from "./experiment-words.ts";
import classes from "./experiments.module.css";
import { PlanFacts } from "./plan-facts.tsx";
import { StateChip } from "./state-chip.tsx";

/** One test: its verdict in three sentences, its arms, and the plan that nobody changes after the start. */
export function Screen() {
  const { experimentId } = useParams({ strict: false }) as {
    readonly experimentId: Experiment["experimentId"];
  };
  const test = useCall("readExperiment", { params: { experimentId } }, { every: 60_000 });
  return (
    <Await of={test} skeleton={<Rows count={8} />}>
      {(read) => <Test test={read} />}
    </Await>
  );
}

function Test({ test }: { readonly test: Experiment }) {
  const { plan, result, state } = test;
  const changes = { invalidates: ["readExperiment", "listExperiments"] } as const;
  const start = useAct("startExperiment", changes);
  const end = useAct("endExperiment", changes);
  const input = { params: { experimentId: test.experimentId }, body: { rev: test.rev } };
  const plans = useHasRole("marketer");
  const ends = useHasRole("marketer", "compliance");
  const error = start.error ?? end.error;
  return (
    <>
      <PageHead title={plan.title} aside={<StateChip test={test} />} dock>
        {state === "draft" && plans && (
          <>
            <Button variant="filled" loading={start.isPending} onClick={() => start.mutate(input)}>
              Register and start
            </Button>
            <LinkButton to="/experiments/$experimentId/plan" params={{ experimentId: test.experimentId }}>
              Change
            </LinkButton>
          </>
        )}
        {state === "running" && ends && (
          <Button loading={end.isPending} onClick={() => end.mutate(input)}>
            End now
          </Button>
        )}
      </PageHead>
      <div className={classes.page}>
        {error !== null && <Problem error={error} />}
        {result === undefined ? (
          <Verdict kind="HOLD" heading="Not started">
            Once it is registered, nobody can change the plan. Reps then invite people as part of it.
          </Verdict>
        ) : (
          <>
            <Verdict kind={outcomeWords(result).kind} heading={outcomeWords(result).heading}>
              {result.verdict.sentences.join(" ")}
            </Verdict>
            <Panel title="Arms" note="Only visits that a person confirmed are counted">
              <ArmTable plan={plan} result={result} />
            </Panel>
          </>
        )}
        <Panel
          title="Plan"
          note={test.registered === undefined ? "Can still be changed" : "Registered; nobody can change it"}
        >
          <PlanFacts test={test} />
        </Panel>
      </div>
    </>
  );
}
