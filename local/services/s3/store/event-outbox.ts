import type { BusEvent, EmitAwsEvent } from "../../../runtime-ports.ts";

/** Puts committed events on the bus one after the other. An event is at least once: it is settled after it was emitted. */
export interface EventOutbox {
  add(event: BusEvent, settle: () => Promise<void>): void;
  /** Resolves when nothing is waiting any more. */
  idle(): Promise<void>;
  /** Ends after the event that is under way; the rest is emitted by the next run. */
  close(): Promise<void>;
}

/** `retryMs`: how long to wait before an event is offered again that the bus refused. */
export function createEventOutbox(emit: EmitAwsEvent, retryMs = 1000): EventOutbox {
  const waiting: { event: BusEvent; settle: () => Promise<void> }[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  let wake: (() => void) | undefined;

  async function run(): Promise<void> {
    for (let next = waiting[0]; next && !closed; next = waiting[0]) {
      try {
        await emit(next.event);
        await next.settle();
        waiting.shift();
      } catch (error) {
        console.error("s3: the bus did not take an event; it will be offered again", error);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, retryMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
    running = undefined;
  }

  return {
    add(event, settle) {
      waiting.push({ event, settle });
      running ??= run();
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      wake?.();
      await running;
    },
  };
}
