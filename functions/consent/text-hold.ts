import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { Instant } from "../../shared/model/time.ts";

/** Acts that end a hold: a person decided, or the HCP said more. */
const ENDS: ReadonlySet<ConsentEvent["action"]> = new Set(["resume", "withdraw", "grant", "doi_confirmed"]);

/**
 * Pure: by when a person has to decide whether a text was a withdrawal; undefined when nothing waits for that. Until
 * then the channel is silent, and afterwards nothing stands any more: no decision is a withdrawal, also when nobody wrote
 * it down yet (domain-rules 2.7, 2c).
 */
export function heldUntil(events: readonly ConsentEvent[], channel: Channel): Instant | undefined {
  const at = events.findLastIndex(({ action, scope }) => action === "pause" && scope.channel === channel);
  const hold = events[at];
  if (hold?.expiresAt === undefined) return undefined;
  const ended = events
    .slice(at + 1)
    .some(
      ({ action, actor, scope }) =>
        ENDS.has(action) &&
        (action === "resume" ? scope.channel === channel : (scope.channel ?? channel) === channel) &&
        (action === "resume" || action === "withdraw" || actor === "hcp"),
    );
  return ended ? undefined : Date.parse(hold.expiresAt);
}
