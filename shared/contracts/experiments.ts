import * as z from "zod";
import { Channel, Country } from "../model/channel.ts";
import {
  ArmCounts,
  ArmKey,
  EndReason,
  ExperimentId,
  ExperimentMetric,
  ExperimentPlan,
} from "../model/experiment.ts";
import { Sha256 } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";

/** A share with its 95 % interval (Wilson). */
const Rate = z.object({ share: z.number(), low: z.number(), high: z.number() });

/** What may be told of an arm. Cells of fewer than ten people are not told (AB-10). */
const ArmResult = z.discriminatedUnion("told", [
  z.object({ told: z.literal(false), key: ArmKey }),
  z.object({ told: z.literal(true), ...ArmCounts.shape, rate: Rate, leaveRate: Rate }),
]);

/** How an arm compares with arm A. */
const ArmComparison = z.object({
  key: ArmKey,
  /** Likelihood ratio of the sequential test; 20 and more is strong with two arms (AB-5). */
  likelihoodRatio: z.number(),
  /** Confidence sequence of the difference, valid whenever it is looked at. */
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
  evidence: z.enum(["strong", "weak", "none"]),
  /** Of choosing this arm instead of A, as a share (AB-6). */
  expectedLoss: z.number(),
});

/** How an experiment stands, in figures and in three sentences (AB-6). */
export const ExperimentResult = z.object({
  arms: z.array(ArmResult),
  comparisons: z.array(ArmComparison),
  /** Share of messages that left from Monday to Friday, by arm: a difference of arms may be one of days (AB-8). */
  weekdays: z.array(z.object({ key: ArmKey, share: z.number() })),
  verdict: z.object({
    outcome: z.enum(["not_enough_data", "leaning", "different", "no_difference", "harm", "invalid"]),
    /** The arm that does better, where one does. */
    better: ArmKey.optional(),
    sentences: z.tuple([z.string(), z.string(), z.string()]),
  }),
});
export type ExperimentResult = z.output<typeof ExperimentResult>;

/** An experiment in the list. */
export const ExperimentSummary = z.object({
  experimentId: ExperimentId,
  title: z.string(),
  country: Country,
  channel: Channel,
  metric: ExperimentMetric,
  arms: z.array(z.object({ key: ArmKey, name: z.string() })),
  state: z.enum(["draft", "running", "ended"]),
  endsAt: InstantText,
  createdAt: InstantText,
  ended: z.object({ why: EndReason, at: InstantText }).optional(),
});
export type ExperimentSummary = z.output<typeof ExperimentSummary>;

/** An experiment with its plan, its registration and what is known. */
export const ExperimentView = z.object({
  experimentId: ExperimentId,
  state: z.enum(["draft", "running", "ended"]),
  plan: ExperimentPlan,
  createdAt: InstantText,
  registered: z.object({ sha256: Sha256, at: InstantText }).optional(),
  ended: z.object({ why: EndReason, at: InstantText }).optional(),
  /** Units that one look at the end would need in each arm. */
  unitsNeeded: z.int().positive(),
  /** Absent for a draft. */
  result: ExperimentResult.optional(),
  rev: z.int().positive(),
});
export type ExperimentView = z.output<typeof ExperimentView>;

const params = z.object({ experimentId: ExperimentId });
const watchers = ["marketer", "compliance", "analyst", "admin"] as const;

/** Experiments: planning, registering, looking, ending. */
export const experimentsApi = apiGroup({
  entry: "experiments/api",
  site: "app",
  endpoints: {
    listExperiments: {
      kind: "json",
      method: "GET",
      path: "/api/experiments",
      who: [...watchers, "rep"],
      summary: "List experiments, newest first; reps see those that run",
      query: PageQuery,
      status: 200,
      returns: pageOf(ExperimentSummary),
      errors: ["invalid_request"],
    },
    createExperiment: {
      kind: "json",
      method: "POST",
      path: "/api/experiments",
      who: ["marketer"],
      summary: "Plan an experiment; nothing happens until it is started",
      body: ExperimentPlan,
      status: 201,
      returns: ExperimentView,
      errors: ["not_allowed"],
    },
    changeExperiment: {
      kind: "json",
      method: "PUT",
      path: "/api/experiments/{experimentId}",
      who: ["marketer"],
      summary: "Change the plan of an experiment that has not started",
      params,
      body: z.strictObject({ plan: ExperimentPlan, rev: z.int().positive() }),
      status: 200,
      returns: ExperimentView,
      errors: ["not_found", "not_allowed", "wrong_state", "conflict"],
    },
    readExperiment: {
      kind: "json",
      method: "GET",
      path: "/api/experiments/{experimentId}",
      who: watchers,
      summary: "Read an experiment with what is known of it at this moment",
      params,
      status: 200,
      returns: ExperimentView,
      errors: ["not_found"],
    },
    startExperiment: {
      kind: "json",
      method: "POST",
      path: "/api/experiments/{experimentId}/start",
      who: ["marketer"],
      summary: "Register the plan, which nobody can change from then on, and start",
      params,
      body: z.strictObject({ rev: z.int().positive() }),
      status: 200,
      returns: ExperimentView,
      errors: ["not_found", "not_allowed", "wrong_state", "conflict"],
    },
    endExperiment: {
      kind: "json",
      method: "POST",
      path: "/api/experiments/{experimentId}/end",
      who: ["marketer", "compliance"],
      summary: "End an experiment before its time; what is known then is kept",
      params,
      body: z.strictObject({ rev: z.int().positive() }),
      status: 200,
      returns: ExperimentView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});
