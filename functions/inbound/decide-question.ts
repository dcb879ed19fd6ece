import { MOST_QUESTION_CHARACTERS, type QuestionDesk, QuestionTopic } from "../../shared/model/question.ts";
import { DAY, HOUR, type Instant } from "../../shared/model/time.ts";
import { textFault } from "../../shared/model/visible-text.ts";
import { mayBeAboutMedicine, mayBeSideEffect } from "./screen-question.ts";

/**
 * A form that anybody with the cookie can send must not fill a desk: so many questions a person in the life of a visit.
 * With words of a side effect a question is kept far beyond that, because whatever may be one reaches safety (INV-6); the
 * bound of those is for machines.
 */
const LIMIT = { questions: 5, flagged: 50, within: 12 * HOUR } as const;

/** A side effect is in the safety system within a day of awareness, by the wall clock (PV-1). */
const REPORT_WITHIN = DAY;

/** What a press of "Send question" brings, and what is known of its person. */
export interface QuestionFacts {
  readonly topic: string;
  readonly text: string;
  /** Names of the medicines on the person's page. */
  readonly products: readonly string[];
  /** When the person asked before. */
  readonly earlier: readonly Instant[];
  /** One business day from now on the practice's calendar. */
  readonly decideBy: Instant;
}

/** Why a question is not taken; the page says what to do. */
export type QuestionFault = "topic" | "empty" | "long" | "unprintable" | "many";

/** A question as it is kept. */
export interface TakenQuestion {
  /** As it was written, but for line ends and tabs. */
  readonly text: string;
  readonly desk: QuestionDesk;
  /** It has words of a side effect: safety reads it at once, and the page says so. */
  readonly flagged: boolean;
  readonly dueAt: Instant;
  /** By when safety has read it: every question, because no machine has the last "no" (domain-rules 4.3). */
  readonly screenBy: Instant;
}

export type QuestionDecision =
  | { readonly kind: "refused"; readonly fault: QuestionFault }
  | ({ readonly kind: "taken" } & TakenQuestion);

/**
 * Decides what becomes of a question. It is the rep's only if the HCP says so and nothing in it is about a medicine, an
 * illness or a side effect; the rep is never told which (MI-2, MI-6, PV-7). Pure.
 */
export function decideQuestion(facts: QuestionFacts, now: Instant): QuestionDecision {
  const text = facts.text.replace(/\r\n?/g, "\n").replaceAll("\t", " ").trim();
  const fault = faultOf(text, facts);
  if (fault !== undefined) return { kind: "refused", fault };
  const flagged = mayBeSideEffect(text);
  const most = flagged ? LIMIT.flagged : LIMIT.questions;
  if (lately(facts.earlier, now).length >= most) return { kind: "refused", fault: "many" };
  const medical = facts.topic !== "talks" || flagged || mayBeAboutMedicine(text, facts.products);
  return {
    kind: "taken",
    text,
    desk: medical ? "medical" : "rep",
    flagged,
    dueAt: facts.decideBy,
    screenBy: flagged ? now + REPORT_WITHIN : facts.decideBy,
  };
}

function faultOf(text: string, facts: QuestionFacts): QuestionFault | undefined {
  if (text === "") return "empty";
  if (text.length > MOST_QUESTION_CHARACTERS) return "long";
  if (textFault(text, "many") !== undefined) return "unprintable";
  return QuestionTopic.safeParse(facts.topic).success ? undefined : "topic";
}

/** Pure: those of these instants that still count. */
export function lately(earlier: readonly Instant[], now: Instant): readonly Instant[] {
  return earlier.filter((at) => at > now - LIMIT.within);
}
