import type { Actor } from "../../shared/contracts/audit.ts";
import type { ArmCounts, EndReason, Experiment, RunningExperiment } from "../../shared/model/experiment.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import type { TransactOutcome } from "../runtime/transaction.ts";
import { type ChangeDeps, recordExperiment } from "./change-experiment.ts";
import { endOf } from "./judge.ts";
import { listExperiments } from "./store.ts";
import { armCounts } from "./unit.ts";
import { daysOf, type InsightsTable } from "./unit-store.ts";

/** Ends an experiment and keeps what was known: what is heard later changes nothing (AB-4). */
export function endExperiment(
  deps: ChangeDeps,
  before: RunningExperiment,
  end: { readonly why: EndReason; readonly counts: readonly ArmCounts[] },
  actor: Actor,
  now: Instant,
): Promise<TransactOutcome> {
  const next: Experiment = {
    ...before,
    state: "ended",
    ended: { why: end.why, at: instantText(now), counts: [...end.counts] },
    rev: before.rev + 1,
  };
  return recordExperiment(deps, { before, next, actor, action: "experiment.end", reason: end.why }, now);
}

const SYSTEM: Actor = { type: "system", id: "experiments" };

/** Experiments that run at once; a company has a handful. */
const MOST = 100;

/**
 * Looks at every experiment that runs, and ends those that harm, are worthless, have found something, or are over. The test
 * allows a look at any time (AB-5), so it may be often. A rival's change is looked at the next time.
 */
export function makeLook(deps: ChangeDeps & InsightsTable & { readonly clock: Clock; readonly log: Logger }) {
  return async (): Promise<void> => {
    const now = deps.clock();
    const { items } = await listExperiments(deps, "running", { limit: MOST });
    for (const experiment of items) {
      if (experiment.state !== "running") continue;
      const arms = experiment.plan.arms.map(({ key }) => key);
      const counts = armCounts(await daysOf(deps, experiment.experimentId), arms, now);
      const why = endOf(experiment.plan, counts, now);
      if (why === undefined) continue;
      const outcome = await endExperiment(deps, experiment, { why, counts }, SYSTEM, now);
      deps.log.info("experiment ended", {
        experimentId: experiment.experimentId,
        why,
        outcome: outcome.kind,
      });
    }
  };
}
