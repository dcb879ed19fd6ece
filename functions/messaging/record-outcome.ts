import type { FlightMessage, FlightState, Message } from "../../shared/model/message.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { backOff, type TransactPart } from "../runtime/transaction.ts";
import { attentionPart, readAttention, release } from "./attention.ts";
import { delayed, ended, learned } from "./message-changes.ts";
import type { SendOutcome } from "./message-sender.ts";
import { advance } from "./message-state.ts";
import { type ChangeDeps, PROVIDER, recordChange } from "./record-change.ts";
import { providerIdPart, readMessage } from "./store.ts";

/** Rounds against rivals, which here are the provider's own events. */
const ROUNDS = 8;

/** How long a message waits after the n-th temporary refusal: one minute, doubled up to 15. */
function retryDelay(attempt: number): number {
  return Math.min(2 ** (attempt - 1), 15) * MINUTE;
}

/**
 * Writes what one try to send has shown. A refusal frees the message and its place under the caps; everything else
 * keeps both. An event of the provider that came first wins where it knows more.
 * @throws Error when rivals kept changing the message; the redelivery then finds `handed_off` and does not send
 */
export async function recordOutcome(
  deps: ChangeDeps,
  message: FlightMessage,
  outcome: SendOutcome,
  now: Instant,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const current = await readMessage(deps, message.messageId);
    if (current === undefined || !("handOff" in current)) return;
    if (current.handOff.attempt !== message.handOff.attempt) return;
    const change = await changeAfter(deps, current, outcome, now);
    if (change === undefined) return;
    const written = await recordChange(
      deps,
      { before: current, actor: PROVIDER, action: `message.${outcome.kind}`, ...change },
      now,
    );
    if (written.kind === "committed") return;
    await backOff(round);
  }
  throw new Error(`the outcome of ${message.messageId} could not be written`);
}

async function changeAfter(
  deps: ChangeDeps,
  current: FlightMessage,
  outcome: SendOutcome,
  now: Instant,
): Promise<{ next: Message; parts: TransactPart[] } | undefined> {
  const { hcpId } = current;
  if (outcome.kind === "accepted") {
    const state: FlightState = advance(current.state, "sent");
    const { providerMessageId } = outcome;
    return {
      next: learned(current, state, now, { providerMessageId }),
      parts: [providerIdPart(deps.recordsTable, providerMessageId, current, now)],
    };
  }
  // an event has already shown that the provider has it: a lost or odd answer teaches nothing more
  if (current.state !== "handed_off") return undefined;
  if (outcome.kind === "unknown") {
    const words = "The provider's answer was lost. It may have arrived and is not sent again.";
    return { next: learned(current, "unknown", now, { reason: { code: "UNKNOWN", words } }), parts: [] };
  }
  const attention = await readAttention(deps, hcpId);
  const parts = [attentionPart(deps.recordsTable, hcpId, release(attention, current.messageId), now)];
  if (outcome.permanent) {
    const reason = { code: "REFUSED", words: `The provider refused it (${outcome.code}).` };
    return { next: ended(current, "refused", reason, now), parts };
  }
  const until = now + retryDelay(current.handOff.attempt);
  const words = `The provider asked to wait (${outcome.code}).`;
  const reason = { code: "PROVIDER_BUSY", words, earliestAt: instantText(until) };
  return { next: delayed(current, until, reason, now), parts };
}
