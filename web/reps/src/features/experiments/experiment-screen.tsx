import { useParams } from "@tanstack/react-router";
import { useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { Verdict } from "../../ui/verdict.tsx";
import { ArmTable } from "./arm-table.tsx";
import { type Experiment, outcomeWords } from "./experiment-words.ts";
import classes from "./experiments.module.css";
import { FinalStep } from "./final-step.tsx";
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
  const plans = useHasRole("marketer");
  const ends = useHasRole("marketer", "compliance");
  return (
    <>
      <PageHead title={plan.title} aside={<StateChip test={test} />} dock>
        {state === "draft" && plans && (
          <>
            <FinalStep test={test} step="startExperiment" />
            <LinkButton to="/experiments/$experimentId/plan" params={{ experimentId: test.experimentId }}>
              Change
            </LinkButton>
          </>
        )}
        {state === "running" && ends && <FinalStep test={test} step="endExperiment" />}
      </PageHead>
      <div className={classes.page}>
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
