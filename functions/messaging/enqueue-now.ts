import type { MessageId } from "../../shared/model/ids.ts";
import type { Clock } from "../runtime/clock.ts";
import type { DueQueue } from "./due-queue.ts";
import { markEnqueued } from "./due-store.ts";
import { type RecordsTable, readMessage } from "./store.ts";

/**
 * Puts a message that is due already on the queue at once, instead of waiting for the next sweep. A repeated event
 * finds it marked; an event that comes twice at once only repeats the queue message.
 * @throws Error when the queue refuses; the event is delivered again
 */
export function makeEnqueueNow(deps: RecordsTable & { readonly queue: DueQueue; readonly clock: Clock }) {
  return async (messageId: MessageId): Promise<void> => {
    const now = deps.clock();
    const message = await readMessage(deps, messageId);
    if (message?.state !== "queued" || !("dueAt" in message)) return;
    if (Date.parse(message.dueAt) > now || message.enqueuedAt !== undefined) return;
    const taken = await deps.queue([{ messageId, rev: message.rev }]);
    if (taken.length === 0) throw new Error(`the queue refused ${messageId}`);
    await markEnqueued(deps, { messageId, rev: message.rev }, now);
  };
}
