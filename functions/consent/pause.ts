import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { Instant } from "../../shared/model/time.ts";

/**
 * Pure: the end of the pause that a person asked for last, also when it has passed; undefined when there is none or the
 * person ended it. A pause holds messages back; it neither gives nor takes a permission. One that names a channel waits
 * for somebody's decision and is `heldUntil`'s.
 */
export function pausedUntil(events: readonly ConsentEvent[]): Instant | undefined {
  const last = events.findLast(
    ({ action, scope }) => (action === "pause" || action === "resume") && scope.channel === undefined,
  );
  return last?.action === "pause" && last.expiresAt !== undefined ? Date.parse(last.expiresAt) : undefined;
}
