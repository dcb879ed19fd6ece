/** Tells EventBridge what became of e-mails, a moment after they were accepted and also after a restart. */
import { openDurableMap } from "../../journal/durable-map.ts";
import type { EmitAwsEvent, Journal } from "../../runtime-ports.ts";
import type { SesEvent } from "./ses-outcome.ts";

export interface SesEvents {
  /** Resolves when the events survive kill -9; they are emitted in order after the delay. */
  schedule(messageId: string, events: readonly SesEvent[]): Promise<void>;
  /** Messages whose events are not all emitted. */
  readonly pending: number;
  /** Stops all timers; what was not emitted is emitted at the next start. */
  close(): void;
}

/** Opens the queue of events and goes on with those that an earlier run did not emit. */
export async function openSesEvents(deps: {
  readonly journal: Journal;
  readonly emit: EmitAwsEvent;
  readonly warn: (message: string) => void;
  /** Milliseconds between acceptance and the first event. @default 250 */
  readonly delayMs?: number;
}): Promise<SesEvents> {
  const pending = await openDurableMap<readonly SesEvent[]>(deps.journal, "messaging-events");
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  async function emitAll(messageId: string, events: readonly SesEvent[]): Promise<void> {
    for (const { detailType, detail } of events) {
      if (closed) return;
      await deps.emit({ source: "aws.ses", "detail-type": detailType, detail, resources: [] });
    }
    await pending.write([[messageId]]);
  }
  function later(messageId: string, events: readonly SesEvent[]): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      emitAll(messageId, events).catch((cause: unknown) =>
        deps.warn(`SES events of ${messageId}: ${cause instanceof Error ? cause.message : String(cause)}`),
      );
    }, deps.delayMs ?? 250);
    timers.add(timer);
  }

  for (const [messageId, events] of pending.entries()) later(messageId, events);
  return {
    async schedule(messageId, events) {
      await pending.write([[messageId, events]]);
      later(messageId, events);
    },
    get pending() {
      return pending.size;
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
