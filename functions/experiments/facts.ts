import type { ArmKey, Experiment, ExperimentId, RunningExperiment } from "../../shared/model/experiment.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { armOf, unitOf } from "./assign.ts";
import { type RecordsTable, readExperiment } from "./store.ts";
import { readTrial, type Trial } from "./trial-store.ts";

/** What other capabilities may ask of experiments. */

/** A place in an experiment that somebody may take; `placePart` of conditions.ts takes it. */
export interface Place {
  readonly experiment: RunningExperiment;
  readonly arm: Experiment["plan"]["arms"][number];
  /** The ended experiment in whose place the person's trial comes. */
  readonly before: Trial | undefined;
}

/** The experiment, while it takes people in. */
export async function findRunning(
  deps: RecordsTable,
  experimentId: ExperimentId,
  now: Instant,
): Promise<RunningExperiment | undefined> {
  const experiment = await readExperiment(deps, experimentId);
  return experiment?.state === "running" && Date.parse(experiment.plan.endsAt) > now ? experiment : undefined;
}

/**
 * The place of a person in an experiment: their arm, computed from both ids (AB-1). undefined for somebody of another
 * country, who takes part already, here or in another live experiment of the same metric.
 */
export async function placeFor(
  deps: RecordsTable,
  experiment: RunningExperiment,
  hcp: Pick<Hcp, "hcpId" | "country">,
): Promise<Place | undefined> {
  const { experimentId, plan } = experiment;
  if (hcp.country !== plan.country) return undefined;
  const before = await readTrial(deps, hcp.hcpId, plan.metric);
  if (before !== undefined && (await takesPart(deps, before, experimentId))) return undefined;
  const key: ArmKey = armOf(
    unitOf(experimentId, hcp.hcpId),
    plan.arms.map((arm) => arm.key),
  );
  const arm = plan.arms.find((one) => one.key === key);
  return arm === undefined ? undefined : { experiment, arm, before };
}

async function takesPart(deps: RecordsTable, trial: Trial, asked: ExperimentId): Promise<boolean> {
  if (trial.experimentId === asked) return true;
  return (await readExperiment(deps, trial.experimentId))?.state === "running";
}
