import type { Bulk, BulkCounts, BulkState } from "../../shared/model/bulk.ts";
import type { Verdict } from "../../shared/model/send-verdict.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";

/** States in which the next people wait for work, and the state after the last of them. */
const AFTER: Readonly<Partial<Record<BulkState, BulkState>>> = {
  judging: "ready",
  sending: "sent",
  cancelling: "cancelled",
};

/** Whether there is work left in the present state. */
export function hasMore({ state }: Pick<Bulk, "state">): boolean {
  return AFTER[state] !== undefined;
}

/** Pure: so many more people are done, with what was counted of them. */
export function advanced(bulk: Bulk, people: number, counted: Partial<BulkCounts>, now: Instant): Bulk {
  const done = Math.min(bulk.people, bulk.done + people);
  const counts = { ...bulk.counts };
  for (const name of Object.keys(counts) as (keyof BulkCounts)[]) counts[name] += counted[name] ?? 0;
  const state = done === bulk.people ? (AFTER[bulk.state] ?? bulk.state) : bulk.state;
  return { ...bulk, state, done, counts, movedAt: instantText(now), rev: bulk.rev + 1 };
}

/** One that did not move for so long has lost its event; a press sends another. */
const STILL = 2 * MINUTE;

/** What a press changes: the next state, nothing, or why it cannot be. */
export type Pressed = { readonly next: Bulk } | "nothing" | "cancelled" | "test_over";

/**
 * Pure: the sender presses Send. Only verdicts that were looked at are sent, and of a test that is over nobody gets the
 * words or the hours; a second press changes nothing, but for one that stands still, which it pushes.
 * @param testRuns whether the experiment it was checked for is still running; true where it is part of none
 */
export function pressedSend(bulk: Bulk, now: Instant, testRuns: boolean): Pressed {
  if (bulk.state === "ready") return testRuns ? { next: begun(bulk, "sending", now) } : "test_over";
  if (bulk.state === "sent") return "nothing";
  return bulk.state === "sending" || bulk.state === "judging" ? pushed(bulk, now) : "cancelled";
}

/** Pure: the sender presses Cancel: nothing was made yet, or the messages that wait are taken back. */
export function pressedCancel(bulk: Bulk, now: Instant): Pressed {
  switch (bulk.state) {
    case "cancelled":
      return "nothing";
    case "cancelling":
      return pushed(bulk, now);
    case "judging":
    case "ready":
      return { next: { ...begun(bulk, "cancelled", now), done: bulk.done } };
    default:
      // a step of sending may have died before it said how many it made: they are counted again as they are taken back
      return { next: { ...begun(bulk, "cancelling", now), counts: { ...bulk.counts, queued: 0 } } };
  }
}

function begun(bulk: Bulk, state: BulkState, now: Instant): Bulk {
  return { ...bulk, state, done: 0, movedAt: instantText(now), rev: bulk.rev + 1 };
}

function pushed(bulk: Bulk, now: Instant): Pressed {
  if (now - Date.parse(bulk.movedAt) < STILL) return "nothing";
  return { next: { ...bulk, movedAt: instantText(now), rev: bulk.rev + 1 } };
}

const COUNTED = { ALLOW: "allow", DELAY: "delay", HOLD: "hold", DENY: "deny" } as const;

/** Pure: how many got which verdict. */
export function verdictCounts(verdicts: readonly Verdict[]): Partial<BulkCounts> {
  const counts: Partial<Record<keyof BulkCounts, number>> = {};
  for (const { verdict } of verdicts) counts[COUNTED[verdict]] = (counts[COUNTED[verdict]] ?? 0) + 1;
  return counts;
}

/** Pure: whether a message is made after this verdict: it may leave now, later, or once a person released it. */
export function isMade(verdict: Verdict): boolean {
  return verdict.verdict !== "DENY";
}
