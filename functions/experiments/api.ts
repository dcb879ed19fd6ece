import { AppError } from "../../shared/contracts/errors.ts";
import type {
  ExperimentSummary,
  ExperimentView,
  experimentsApi,
} from "../../shared/contracts/experiments.ts";
import { type Experiment, ExperimentId, type ExperimentPlan } from "../../shared/model/experiment.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { unitsPerArm } from "../../shared/model/sample-size.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { type ChangeDeps, planHash, recordExperiment } from "./change-experiment.ts";
import { endExperiment } from "./end-experiment.ts";
import { planProblem } from "./plan-problem.ts";
import { listExperiments, readExperiment } from "./store.ts";
import { templatesOf } from "./templates-of.ts";
import { armCounts } from "./unit.ts";
import { daysOf, type InsightsTable } from "./unit-store.ts";
import { resultOf } from "./verdict.ts";

export interface ExperimentsDeps extends ChangeDeps, InsightsTable {
  readonly profiles: Profiles;
}

/** Handlers of planning, registering, looking at and ending experiments. */
export function makeExperimentsApi(deps: ExperimentsDeps): HandlersOf<typeof experimentsApi> {
  return {
    listExperiments: async ({ query, caller }) => {
      const onlyRep = !caller.roles.some((role) => role !== "rep" && WATCHERS.includes(role));
      const page = await listExperiments(deps, onlyRep ? "running" : "all", query);
      return { ...page, items: page.items.map(summaryOf) };
    },

    createExperiment: async ({ body, caller, context: { now } }) => {
      await check(deps, body, now, "body");
      const experimentId = ExperimentId.parse(newId("exp", now));
      const createdAt = instantText(now);
      const next: Experiment = {
        experimentId,
        state: "draft",
        plan: body,
        createdBy: caller.userId,
        createdAt,
        rev: 1,
      };
      await write(deps, { next, actor: userOf(caller), action: "experiment.plan" }, now);
      return viewOf(deps, next, now);
    },

    changeExperiment: async ({ params, body, caller, context: { now } }) => {
      const before = await known(deps, caller, params.experimentId, now);
      if (before.state !== "draft")
        throw new AppError("wrong_state", "A registered plan stays as it is. Plan another experiment.");
      sameRev(before, body.rev);
      await check(deps, body.plan, now, "body.plan");
      const next: Experiment = { ...before, plan: body.plan, rev: before.rev + 1 };
      await write(deps, { before, next, actor: userOf(caller), action: "experiment.change_plan" }, now);
      return viewOf(deps, next, now);
    },

    readExperiment: async ({ params, caller, context: { now } }) =>
      viewOf(deps, await known(deps, caller, params.experimentId, now), now),

    startExperiment: async ({ params, body, caller, context: { now } }) => {
      const before = await known(deps, caller, params.experimentId, now);
      if (before.state !== "draft") throw new AppError("wrong_state", "This experiment was started already.");
      sameRev(before, body.rev);
      await check(deps, before.plan, now, "body.rev");
      const registered = { sha256: planHash(before.plan), at: instantText(now), by: caller.userId };
      const next: Experiment = { ...before, state: "running", registered, rev: before.rev + 1 };
      await write(deps, { before, next, actor: userOf(caller), action: "experiment.start" }, now);
      return viewOf(deps, next, now);
    },

    endExperiment: async ({ params, body, caller, context: { now } }) => {
      const before = await known(deps, caller, params.experimentId, now);
      if (before.state !== "running")
        throw new AppError("wrong_state", "Only an experiment that runs can be ended.");
      sameRev(before, body.rev);
      const counts = await countsOf(deps, before, now);
      const outcome = await endExperiment(deps, before, { why: "person", counts }, userOf(caller), now);
      if (outcome.kind !== "committed") throw conflict();
      const after = await readExperiment(deps, params.experimentId);
      return viewOf(deps, after ?? before, now);
    },
  };
}

/** Who sees experiments that are planned or over, and what was found. */
const WATCHERS: readonly string[] = ["marketer", "compliance", "analyst", "admin"];

const conflict = () => new AppError("conflict", "Somebody changed this experiment. Look at it again.");

function userOf(caller: Caller) {
  return { type: "user" as const, id: caller.userId, role: caller.roles[0] ?? "marketer" };
}

function sameRev(experiment: Experiment, rev: number): void {
  if (experiment.rev !== rev)
    throw new AppError("conflict", "Somebody changed this experiment. Look at it again.", {
      field: "body.rev",
    });
}

/** @throws AppError not_allowed with the field of the plan that is in the way */
async function check(deps: ExperimentsDeps, plan: ExperimentPlan, now: Instant, at: string): Promise<void> {
  const state = deps.profiles(plan.country, now);
  const templates = await templatesOf(deps, plan);
  const problem = planProblem(plan, state.inForce ? state.profile : undefined, templates, now);
  if (problem !== undefined)
    throw new AppError("not_allowed", problem.words, {
      field: at === "body.rev" ? at : `${at}.${problem.field}`,
    });
}

async function write(deps: ChangeDeps, change: Parameters<typeof recordExperiment>[1], now: Instant) {
  if ((await recordExperiment(deps, change, now)).kind !== "committed") throw conflict();
}

async function known(
  deps: ExperimentsDeps,
  caller: Caller,
  experimentId: ExperimentId,
  now: Instant,
): Promise<Experiment> {
  const experiment = await readExperiment(deps, experimentId);
  if (experiment !== undefined) return experiment;
  const actor = { type: "user" as const, id: caller.userId };
  const denial = {
    actor,
    action: "experiment.read",
    objectId: experimentId,
    reason: "unknown_experiment",
  };
  await recordDenial(deps.tables, deps.auditTable, denial, now);
  throw new AppError("not_found", "There is no experiment here for you.");
}

async function countsOf(deps: InsightsTable, { experimentId, plan }: Experiment, now: Instant) {
  const arms = plan.arms.map(({ key }) => key);
  return armCounts(await daysOf(deps, experimentId), arms, now);
}

function summaryOf(experiment: Experiment): ExperimentSummary {
  const { experimentId, plan, state, createdAt } = experiment;
  const { title, country, channel, metric, endsAt } = plan;
  return {
    experimentId,
    title,
    country,
    channel,
    metric,
    endsAt,
    state,
    createdAt,
    arms: plan.arms.map(({ key, name }) => ({ key, name })),
    ...(experiment.state === "ended" ? { ended: endOfView(experiment) } : {}),
  };
}

const endOfView = ({ ended: { why, at } }: Extract<Experiment, { state: "ended" }>) => ({ why, at });

async function viewOf(deps: ExperimentsDeps, experiment: Experiment, now: Instant): Promise<ExperimentView> {
  const { experimentId, state, plan, createdAt, rev } = experiment;
  const view = {
    experimentId,
    state,
    plan,
    createdAt,
    rev,
    unitsNeeded: unitsPerArm(plan.baseline, plan.minimumEffect),
  };
  if (experiment.state === "draft") return view;
  const days = await daysOf(deps, experimentId);
  const { sha256, at } = experiment.registered;
  const registered = { sha256, at };
  if (experiment.state === "ended") {
    const { counts, why } = experiment.ended;
    return { ...view, registered, ended: endOfView(experiment), result: resultOf(counts, days, why) };
  }
  const arms = plan.arms.map(({ key }) => key);
  return { ...view, registered, result: resultOf(armCounts(days, arms, now), days) };
}
