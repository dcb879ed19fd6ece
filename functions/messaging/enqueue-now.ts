import type { MessageId } from "../../shared/model/ids.ts";
import { MINUTE, SECOND } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import type { DueQueue } from "./due-queue.ts";
import { markEnqueued } from "./due-store.ts";
import { type RecordsTable, readMessage } from "./store.ts";

/** The next sweep brings what is due later than this in good time. */
const SOON = 2 * MINUTE;

/**
 * Puts a message that is due already on the queue at once, instead of waiting for the next sweep. A repeated event
 * finds it marked; an event that comes twice at once only repeats the queue message. A message that is due soon, such
 * as one that its sender may still take back, is put there invisible until its time; it stays unmarked, so that the
 * sweep repairs a queue message that came too early.
 * @throws Error when the queue refuses; the event is delivered again
 */
export function makeEnqueueNow(deps: RecordsTable & { readonly queue: DueQueue; readonly clock: Clock }) {
  return async (messageId: MessageId): Promise<void> => {
    const now = deps.clock();
    const message = await readMessage(deps, messageId);
    if (message?.state !== "queued" || !("dueAt" in message)) return;
    const wait = Math.max(0, Date.parse(message.dueAt) - now);
    if (wait > SOON || message.enqueuedAt !== undefined) return;
    const row = { messageId, channel: message.channel, rev: message.rev };
    const taken = await deps.queue([row], Math.ceil(wait / SECOND));
    if (taken.length === 0) throw new Error(`the queue refused ${messageId}`);
    if (wait > 0) return;
    await markEnqueued(deps, row, now);
  };
}
