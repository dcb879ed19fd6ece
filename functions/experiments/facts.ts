import type { ArmKey, Experiment, ExperimentId, RunningExperiment } from "../../shared/model/experiment.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";
import { usableTemplate } from "../templates/facts.ts";
import { armOf, unitOf } from "./assign.ts";
import { type RecordsTable, readExperiment } from "./store.ts";
import { templatesOf } from "./templates-of.ts";
import { readTrial, type Trial } from "./trial-store.ts";

/** What other capabilities may ask of experiments. */

/** An experiment that takes people in, with the templates of its arms. */
export interface OpenExperiment {
  readonly experiment: RunningExperiment;
  readonly templates: readonly TemplateVersion[];
}

/** A place in an experiment that somebody may take; `placePart` of conditions.ts takes it. */
export interface Place {
  readonly experiment: RunningExperiment;
  readonly arm: Experiment["plan"]["arms"][number];
  /** The ended experiment in whose place the person's trial comes. */
  readonly before: Trial | undefined;
}

/** The experiment, while it takes people in; undefined before it started and after its end. */
export async function findRunning(
  deps: RecordsTable,
  experimentId: ExperimentId,
  now: Instant,
): Promise<OpenExperiment | undefined> {
  const experiment = await readExperiment(deps, experimentId);
  if (experiment?.state !== "running" || Date.parse(experiment.plan.endsAt) <= now) return undefined;
  return { experiment, templates: await templatesOf(deps, experiment.plan) };
}

/**
 * The place of a person in an experiment: their arm, computed from both ids (AB-1). undefined for somebody of another
 * country, who takes part already, here or in another live experiment of the same metric, and to whom one of the arms
 * could not be sent: if only the arm itself were asked, the arms would hold different people.
 */
export async function placeFor(
  deps: RecordsTable,
  { experiment, templates }: OpenExperiment,
  hcp: Pick<Hcp, "hcpId" | "country" | "language">,
  now: Instant,
): Promise<Place | undefined> {
  const { experimentId, plan } = experiment;
  const { country, language } = hcp;
  if (country !== plan.country) return undefined;
  const use = { country, language, channel: plan.channel, now };
  const inWords = plan.arms.filter(({ variant }) => variant.kind === "template").length;
  if (templates.filter((template) => usableTemplate(template, use).usable).length < inWords) return undefined;
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
