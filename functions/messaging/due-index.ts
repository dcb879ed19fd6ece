import type { MessageId } from "../../shared/model/ids.ts";
import type { FlightState, Message } from "../../shared/model/message.ts";
import { HOUR, type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { sha256 } from "../runtime/hash.ts";
import { HELD_LIFE } from "./note-review.ts";

/** Due rows of one hour are spread over this many partitions, so that a burst is not one hot key. */
export const DUE_SHARDS = 10;

/** After being put on the queue a row waits this long before it is put there again: a lost queue message is repaired. */
export const REQUEUE_AFTER = 15 * MINUTE;

/**
 * A hand-off without an answer is looked at after this time, which is longer than any sender lives: then its outcome is
 * unknown for good.
 */
export const UNKNOWN_AFTER = 5 * MINUTE;

/** Carriers report within 72 hours (aws-facts 1.2): whoever has said nothing by then says nothing. */
export const NO_REPORT_AFTER = 72 * HOUR;

/** What a provider may still say more about. */
const AWAITING: readonly FlightState[] = ["unknown", "sent", "delivery_delayed"];

/** Partition of the due index for the hour of an instant (UTC) and a shard from 0 to 9. */
export function duePartition(at: Instant, shard: number): string {
  return `DUE#${instantText(at).slice(0, 13)}#${shard}`;
}

/**
 * Where a message stands in the due index. An hour is a partition and the instant a range in it: the sweep reads some
 * minutes of it, and after an outage a day of them, with one Query a shard and hour.
 */
export function duePlace(
  messageId: MessageId,
  at: Instant,
): { readonly gsi2pk: string; readonly gsi2sk: string } {
  const shard = Number.parseInt(sha256(messageId).slice(0, 8), 16) % DUE_SHARDS;
  return { gsi2pk: duePartition(at, shard), gsi2sk: `${instantText(at)}#${messageId}` };
}

/** Pure: when something is to be done about a message; undefined when nothing is any more. */
export function dueInstantOf(message: Message): Instant | undefined {
  if (message.state === "queued" && "dueAt" in message) return Date.parse(message.dueAt);
  if (message.state === "held" && message.note !== undefined)
    return Date.parse(message.note.since) + HELD_LIFE;
  if (!("handOff" in message)) return undefined;
  const leftAt = Date.parse(message.handOff.at);
  if (message.state === "handed_off") return leftAt + UNKNOWN_AFTER;
  return AWAITING.includes(message.state) ? leftAt + NO_REPORT_AFTER : undefined;
}
