import type { Hcp } from "../../shared/model/hcp.ts";
import type { Verdict } from "../../shared/model/send-verdict.ts";
import type { WordingWish } from "../../shared/model/template.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import type { Place } from "../experiments/facts.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { armOpening } from "./arm-opening.ts";

/** What a message keeps of its place in an experiment. */
export function memberOf({ experiment, arm }: Place) {
  return { experimentId: experiment.experimentId, arm: arm.key };
}

/** When a message is due: in the hours of the person's arm where arms differ in hours, else at the wished time. */
export function dueInArm(
  { profiles }: { readonly profiles: Profiles },
  place: Pick<Place, "arm"> | undefined,
  hcp: Hcp,
  wished: Instant,
  now: Instant,
): Instant {
  if (place?.arm.variant.kind !== "window") return wished;
  const state = profiles(hcp.country, now);
  return state.inForce ? (armOpening(place.arm.variant, hcp, state.profile, wished) ?? wished) : wished;
}

/** What the send gate would allow in the hours of an arm waits until then; a refusal goes first. */
export function verdictInHours(verdict: Verdict, wished: Instant, at: Instant): Verdict {
  if (verdict.verdict !== "ALLOW" || at <= wished) return verdict;
  const reason = { code: "TEST_HOURS", words: "It waits for the hours of the test." };
  return { verdict: "DELAY", until: instantText(at), reason };
}

/** The words of the person's arm where arms differ in words, else those that the sender chose. */
export function wishInArm(
  place: Place | undefined,
  chosen: WordingWish | undefined,
): WordingWish | undefined {
  const variant = place?.arm.variant;
  return variant?.kind === "template" ? { versionId: variant.versionId, fills: {} } : chosen;
}

/** What a place in an experiment decides for a person: the words, the hours, or nothing where they have none. */
export function decidedBy(place: Place | undefined): "words" | "hours" | "nothing" {
  if (place === undefined) return "nothing";
  return place.arm.variant.kind === "template" ? "words" : "hours";
}
