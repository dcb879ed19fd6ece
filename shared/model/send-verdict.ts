import * as z from "zod";
import { InstantText } from "./time.ts";

/** Denial codes of the send gate in the order in which it asks (domain-rules Appendix A). */
export const DENIAL_CODES = [
  "PROFILE_OFF",
  "NOT_ALIGNED",
  "HCP_INELIGIBLE",
  "SUPPRESSED",
  "NO_CONSENT",
  "CONTENT_NOT_USABLE",
  "ASSEMBLY_INVALID",
  "FREE_TEXT",
  "FREQ_CAP",
  "QUIET_HOURS",
  "CASE_HOLD",
] as const;
export const DenialCode = z.enum(DENIAL_CODES);
export type DenialCode = z.output<typeof DenialCode>;

/** What opens a cap sooner than time does: something new on the page, or the other channel. */
export const CapRemedy = z.enum(["something_new", "other_channel"]);
export type CapRemedy = z.output<typeof CapRemedy>;

/**
 * Why a message may not leave now, in words that name the next step. Outward, `NOT_AVAILABLE` stands for the
 * reasons that a rep must not learn (`never_contact`, CASE_HOLD).
 */
export const Reason = z.object({
  code: z.string(),
  words: z.string(),
  earliestAt: InstantText.optional(),
  remedy: CapRemedy.optional(),
});
export type Reason = z.output<typeof Reason>;

/** What the send gate says about a message at an instant. */
export const Verdict = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("ALLOW") }),
  z.object({ verdict: z.literal("DELAY"), until: InstantText, reason: Reason }),
  z.object({ verdict: z.literal("HOLD"), queue: z.string(), reason: Reason }),
  z.object({ verdict: z.literal("DENY"), reason: Reason }),
]);
export type Verdict = z.output<typeof Verdict>;
