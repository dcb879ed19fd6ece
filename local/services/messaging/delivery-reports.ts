/** Tells EventBridge and topics what became of messages, a moment after they were accepted and also after a restart. */
import { openDurableMap } from "../../journal/durable-map.ts";
import type { EmitAwsEvent, Journal } from "../../runtime-ports.ts";
import type { LostWay } from "./lost-reports.ts";

/** One event of a provider without EventBridge's envelope. */
export interface DeliveryReport {
  readonly source: "aws.ses" | "aws.sms-voice";
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The set under which the message was sent: its destinations are told too. */
  readonly configurationSet?: string;
  /** The way that does not bring it. */
  readonly lost?: LostWay | undefined;
}

/** Tells the destinations of a report's configuration set. */
export type TellDestinations = (report: DeliveryReport) => Promise<void>;

export interface DeliveryReports {
  /** Resolves when the events survive kill -9; they are emitted in order after the delay. */
  schedule(messageId: string, reports: readonly DeliveryReport[]): Promise<void>;
  /** Messages whose events are not all emitted. */
  readonly pending: number;
  /** Stops all timers; what was not emitted is emitted at the next start. */
  close(): void;
}

/** Opens the queue of events and goes on with those that an earlier run did not emit. */
export async function openDeliveryReports(deps: {
  readonly journal: Journal;
  readonly emit: EmitAwsEvent;
  readonly tell: TellDestinations;
  readonly warn: (message: string) => void;
  /** Milliseconds between acceptance and the first event. @default 250 */
  readonly delayMs?: number;
}): Promise<DeliveryReports> {
  const pending = await openDurableMap<readonly DeliveryReport[]>(deps.journal, "messaging-events");
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  async function emitAll(messageId: string, reports: readonly DeliveryReport[]): Promise<void> {
    for (const report of reports) {
      if (closed) return;
      const { source, detailType, detail, lost } = report;
      if (lost !== "bus") await deps.emit({ source, "detail-type": detailType, detail, resources: [] });
      if (lost !== "topic") await deps.tell(report);
    }
    await pending.write([[messageId]]);
  }
  function later(messageId: string, reports: readonly DeliveryReport[]): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      emitAll(messageId, reports).catch((cause: unknown) =>
        deps.warn(
          `Delivery reports of ${messageId}: ${cause instanceof Error ? cause.message : String(cause)}`,
        ),
      );
    }, deps.delayMs ?? 250);
    timers.add(timer);
  }

  for (const [messageId, reports] of pending.entries()) later(messageId, reports);
  return {
    async schedule(messageId, reports) {
      await pending.write([[messageId, reports]]);
      later(messageId, reports);
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
