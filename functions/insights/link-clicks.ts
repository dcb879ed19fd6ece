import * as z from "zod";
import type { LinkCounts } from "../engagement/facts.ts";

/** What adds up over the links of many messages. */
export const LINK_SUMS = ["human", "machine", "unknown"] as const;

/**
 * The links of one message in numbers, as one version of the classifier counted them. It names no person; the territory
 * is the HCP's when the links were first used, and the week is the hand-off's, so that it stands beside what became of
 * the messages of that week (domain-rules 6.1).
 */
export const LinkClicks = z.object({
  messageId: z.string(),
  territory: z.string(),
  /** The Monday of the hand-off's week. */
  week: z.string(),
  leftAt: z.string(),
  classifierVersion: z.int().positive(),
  human: z.int().nonnegative(),
  machine: z.int().nonnegative(),
  unknown: z.int().nonnegative(),
  /** Of `human`, what may be tied to the person (INV-4), and since when. */
  tracked: z.int().nonnegative(),
  firstAt: z.string().optional(),
  rev: z.int().positive(),
});
export type LinkClicks = z.output<typeof LinkClicks>;

/** Pure: whether anything has to be written: other numbers, or the same ones by newer rules. */
export function isNews(
  before: LinkClicks | undefined,
  counts: LinkCounts,
  classifierVersion: number,
): boolean {
  if (before === undefined) return true;
  return (
    // a function of an older release, still running beside this one, must not count back
    before.classifierVersion <= classifierVersion &&
    (before.classifierVersion < classifierVersion ||
      LINK_SUMS.some((name) => before[name] !== counts[name]) ||
      before.tracked !== counts.tracked ||
      before.firstAt !== counts.firstAt)
  );
}

/** Pure: what has to be added to the week's sums so that they hold the new numbers instead of the old ones. */
export function sumsMoved(
  before: LinkClicks | undefined,
  counts: LinkCounts,
): Readonly<Record<(typeof LINK_SUMS)[number], number>> {
  return {
    human: counts.human - (before?.human ?? 0),
    machine: counts.machine - (before?.machine ?? 0),
    unknown: counts.unknown - (before?.unknown ?? 0),
  };
}
