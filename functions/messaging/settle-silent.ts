import type { FlightMessage } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { TransactOutcome } from "../runtime/transaction.ts";
import { dueInstantOf } from "./due-index.ts";
import { learned } from "./message-changes.ts";
import { type ChangeDeps, recordChange, SYSTEM } from "./record-change.ts";

const LOST = {
  code: "UNKNOWN",
  words: "The provider's answer was lost. It may have arrived and is not sent again.",
};
const NO_REPORT = {
  code: "NO_REPORT",
  words: "Nobody reported within three days whether it arrived. It is not sent again.",
};

/**
 * Handles a message that has left and of which nothing more was heard: minutes without an answer mean that the sender
 * died or lost it, 72 hours without a report that none will come. It may have left, so it never will again. An event
 * of the provider that comes later is still believed.
 */
export async function settleSilent(
  deps: ChangeDeps,
  message: FlightMessage,
  now: Instant,
): Promise<TransactOutcome> {
  const due = dueInstantOf(message);
  if (due === undefined || due > now) return { kind: "committed" };
  const next =
    message.state === "handed_off"
      ? learned(message, "unknown", now, { reason: LOST })
      : learned(message, "no_report", now, { reason: NO_REPORT });
  return recordChange(deps, { before: message, next, actor: SYSTEM, action: `message.${next.state}` }, now);
}
