import * as z from "zod";
import type { Message } from "../../shared/model/message.ts";
import { mondayOf } from "../../shared/model/time.ts";

/** What became of one message of a cohort. */
const Fate = z.object({ delivered: z.boolean(), bounced: z.boolean(), visited: z.boolean() });
type Fate = z.output<typeof Fate>;

/** What is newly known of a message's fate; `visited` is undefined where nothing was learned about that. */
export interface Learned extends Omit<Fate, "visited"> {
  readonly visited: boolean | undefined;
}

/**
 * The messages that left for one HCP in one week. It keeps the territory in which they left: history stays there when
 * people move (domain-rules 8.4).
 */
export const Cohort = z.object({
  territory: z.string(),
  week: z.string(),
  messages: z.record(z.string(), Fate),
  rev: z.int().nonnegative(),
});
export type Cohort = z.output<typeof Cohort>;

/** What one HCP's cohort adds to its territory's week. */
export const COHORT_COUNTS = ["people", "attempted", "delivered", "bounced", "visited", "visitors"] as const;
export type CohortCounts = Readonly<Record<(typeof COHORT_COUNTS)[number], number>>;

/**
 * Pure: what is known of a message's fate, with its week; undefined while it has not left for sure. A hand-off alone is
 * not an attempt, since a refused one goes back to waiting; a visit through its link proves that it left.
 */
export function fateOf(
  message: Message,
  visited: boolean | undefined,
): { readonly week: string; readonly fate: Learned } | undefined {
  if (!("handOff" in message) || (message.state === "handed_off" && visited !== true)) return undefined;
  // nobody complains about a mail that did not arrive
  const delivered = message.state === "delivered" || message.state === "complained" || visited === true;
  const bounced = !delivered && (message.state === "bounced" || message.state === "rejected");
  return { week: mondayOf(Date.parse(message.handOff.at)), fate: { delivered, bounced, visited } };
}

/**
 * Pure: the cohort with what is newly known. What providers told is never taken back by an event that comes late; whether
 * a person came by says whoever counts the links, and everybody else leaves it alone.
 */
export function withFate(cohort: Cohort, messageId: string, fate: Learned): Cohort {
  const known = cohort.messages[messageId];
  const delivered = fate.delivered || known?.delivered === true;
  const next = {
    delivered,
    bounced: !delivered && (fate.bounced || known?.bounced === true),
    // who came by is judged anew with every piece of evidence: what was counted last holds
    visited: fate.visited ?? known?.visited ?? false,
  };
  return { ...cohort, messages: { ...cohort.messages, [messageId]: next }, rev: cohort.rev + 1 };
}

/** Pure: what a cohort counts. */
export function countsOf({ messages }: Pick<Cohort, "messages">): CohortCounts {
  const fates = Object.values(messages);
  const visited = fates.filter((fate) => fate.visited).length;
  return {
    people: fates.length > 0 ? 1 : 0,
    attempted: fates.length,
    delivered: fates.filter((fate) => fate.delivered).length,
    bounced: fates.filter((fate) => fate.bounced).length,
    visited,
    visitors: visited > 0 ? 1 : 0,
  };
}

/** Pure: what has to be added to a sum so that it counts `after` instead of `before`. */
export function difference(before: CohortCounts, after: CohortCounts): CohortCounts {
  return {
    people: after.people - before.people,
    attempted: after.attempted - before.attempted,
    delivered: after.delivered - before.delivered,
    bounced: after.bounced - before.bounced,
    visited: after.visited - before.visited,
    visitors: after.visitors - before.visitors,
  };
}
