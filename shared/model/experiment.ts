import * as z from "zod";
import { Channel, Country } from "./channel.ts";
import { ContactHours } from "./contact-hours.ts";
import { lineText, longText } from "./free-text.ts";
import { Sha256, TemplateVersionId, UserId } from "./ids.ts";
import { InstantText } from "./time.ts";

export const ExperimentId = z
  .string()
  .regex(/^exp_[0-9A-HJKMNP-TV-Z]{26}$/, "must look like exp_ followed by 26 characters")
  .brand<"ExperimentId">();
export type ExperimentId = z.output<typeof ExperimentId>;

export const ARM_KEYS = ["A", "B", "C", "D"] as const;
export const ArmKey = z.enum(ARM_KEYS);
export type ArmKey = z.output<typeof ArmKey>;

/**
 * What an arm does differently. Only what is approved or allowed anyway can differ: the approved template with whose words
 * a message leaves, or the hours of arrival, always inside the country's. Safety information, the words of a permission and the way out are the same in every arm, because an arm
 * has no place for them (AB-2).
 */
export const Variant = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("window"),
    /** On the practice's clock; the country's hours hold as well. */
    hours: ContactHours.refine((hours) => Object.keys(hours).length > 0, "must name at least one day"),
  }),
  z.strictObject({ kind: z.literal("template"), versionId: TemplateVersionId }),
]);
export type Variant = z.output<typeof Variant>;

/** What is counted: an HCP who opened the page within seven days of the hand-off, by a confirmed visit (AB-3). */
export const ExperimentMetric = z.enum(["confirmed_visit_7d"]);
export type ExperimentMetric = z.output<typeof ExperimentMetric>;

/** Days after the hand-off in which a visit counts, and a person who leaves counts as harm (AB-3, AB-8). */
export const OBSERVED_DAYS = 7;

/**
 * What is written down before the first message and never changed after (AB-4): what is expected, what is compared, what
 * is counted, and when it ends.
 */
export const ExperimentPlan = z.strictObject({
  title: lineText(3, 80),
  hypothesis: longText(10, 500),
  country: Country,
  channel: Channel,
  metric: ExperimentMetric,
  /** Share that is expected of arm A, and the smallest rise that would matter; both between 0 and 1. */
  baseline: z.number().min(0.01).max(0.99),
  minimumEffect: z.number().min(0.01).max(0.9),
  /** The experiment ends when every arm has so many units, if nothing ended it before. */
  unitsPerArm: z.int().min(20).max(5000),
  endsAt: InstantText,
  arms: z
    .array(z.strictObject({ key: ArmKey, name: lineText(1, 60), variant: Variant }))
    .min(2)
    .max(ARM_KEYS.length)
    .refine((arms) => arms.every(({ key }, index) => key === ARM_KEYS[index]), "must be A, B, C, D in order"),
});
export type ExperimentPlan = z.output<typeof ExperimentPlan>;

/**
 * Why an experiment ended: an arm differs for sure, an arm drives people away, arms are unequal so that nothing is worth
 * anything, everybody was counted, its time is over, or a person ended it.
 */
export const EndReason = z.enum(["difference", "harm", "uneven_arms", "all_counted", "time_over", "person"]);
export type EndReason = z.output<typeof EndReason>;

/** What was counted in an arm. `units` are those whose seven days are over. */
export const ArmCounts = z.object({
  key: ArmKey,
  /** Assigned, whether or not a message left. */
  assigned: z.int().nonnegative(),
  /** A message left to them. */
  invited: z.int().nonnegative(),
  /** Of the invited, those whose seven days are over, and of these those who opened the page. */
  units: z.int().nonnegative(),
  hits: z.int().nonnegative(),
  /** Of the invited, those who left within seven days. */
  left: z.int().nonnegative(),
});
export type ArmCounts = z.output<typeof ArmCounts>;

const common = {
  experimentId: ExperimentId,
  plan: ExperimentPlan,
  createdBy: UserId,
  createdAt: InstantText,
  rev: z.int().positive(),
};
const Registration = z.object({
  /** SHA-256 of the plan's canonical JSON. */
  sha256: Sha256,
  at: InstantText,
  by: UserId,
});

/** An experiment. Its plan can be changed as a draft, and never after it was registered (AB-4). */
export const Experiment = z.discriminatedUnion("state", [
  z.object({ ...common, state: z.literal("draft") }),
  z.object({ ...common, state: z.literal("running"), registered: Registration }),
  z.object({
    ...common,
    state: z.literal("ended"),
    registered: Registration,
    ended: z.object({
      why: EndReason,
      at: InstantText,
      /** What was known when it ended; what is heard later changes nothing. */
      counts: z.array(ArmCounts),
    }),
  }),
]);
export type Experiment = z.output<typeof Experiment>;
export type RunningExperiment = Extract<Experiment, { readonly state: "running" }>;
