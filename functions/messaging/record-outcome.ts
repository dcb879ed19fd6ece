import type { FlightMessage, FlightState, Message } from "../../shared/model/message.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { carrierStopParts } from "../consent/conditions.ts";
import { stopAddressPart, suppressAddressPart } from "../directory/conditions.ts";
import { findSuppression } from "../directory/facts.ts";
import type { Logger } from "../runtime/log.ts";
import { backOff, type TransactPart } from "../runtime/transaction.ts";
import { attentionPart, readAttention, release } from "./attention.ts";
import { holdChannel, holdUntil } from "./channel-hold.ts";
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

export interface OutcomeDeps extends ChangeDeps {
  readonly peopleTable: string;
  /** Millionths of a US dollar that an e-mail costs; a text's report says its own price. */
  readonly microsPerMail: number;
  readonly log: Logger;
}

type Refused = Extract<SendOutcome, { kind: "refused" }>;

/**
 * Writes what one try to send has shown. A refusal frees the message and its place under the caps, and does what it asks
 * for besides: a person who opted out at the carrier has withdrawn, a dead number is suppressed (2.9), a closed channel
 * is held for everybody. Everything else keeps message and place. An event of the provider that came first wins where
 * it knows more.
 * @throws Error when rivals kept changing the message; the redelivery then finds `handed_off` and does not send
 */
export async function recordOutcome(
  deps: OutcomeDeps,
  message: FlightMessage,
  outcome: SendOutcome,
  now: Instant,
): Promise<void> {
  if (outcome.kind === "refused" && outcome.action === "hold_channel") {
    // before the message is free: the next one must not try
    if (await holdChannel(deps, message.channel, outcome.code, now))
      // an alarm counts this line
      deps.log.error("channel held", { channel: message.channel, code: outcome.code });
  }
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
  deps: OutcomeDeps,
  current: FlightMessage,
  outcome: SendOutcome,
  now: Instant,
): Promise<{ next: Message; parts: readonly TransactPart[] } | undefined> {
  if (outcome.kind === "accepted") {
    const state: FlightState = advance(current.state, "sent");
    const { providerMessageId } = outcome;
    const costMicros = current.channel === "email" ? deps.microsPerMail : undefined;
    return {
      next: learned(current, state, now, { providerMessageId, costMicros }),
      parts: [providerIdPart(deps.recordsTable, providerMessageId, current, now)],
    };
  }
  // an event has already shown that the provider has it: a lost or odd answer teaches nothing more
  if (current.state !== "handed_off") return undefined;
  if (outcome.kind === "unknown") {
    const words = "The provider's answer was lost. It may have arrived and is not sent again.";
    return { next: learned(current, "unknown", now, { reason: { code: "UNKNOWN", words } }), parts: [] };
  }
  const attention = await readAttention(deps, current.hcpId);
  const freed = attentionPart(deps.recordsTable, current.hcpId, release(attention, current.messageId), now);
  return {
    next: afterRefusal(current, outcome, now),
    parts: [freed, ...(await asked(deps, current, outcome, now))],
  };
}

/** Pure: the message after a definite no. */
function afterRefusal(current: FlightMessage, refusal: Refused, now: Instant): Message {
  const { code, permanent, action } = refusal;
  if (permanent) {
    return ended(
      current,
      "refused",
      { code: "REFUSED", words: `${REFUSAL_WORDS[action ?? "none"]} (${code}).` },
      now,
    );
  }
  const held = action === "hold_channel";
  const until = held ? holdUntil(code, now) : now + retryDelay(current.handOff.attempt);
  const words = held
    ? `The provider takes nothing on this channel (${code}).`
    : `The provider asked to wait (${code}).`;
  const reason = { code: held ? "CHANNEL_HELD" : "PROVIDER_BUSY", words, earliestAt: instantText(until) };
  return delayed(current, until, reason, now);
}

const REFUSAL_WORDS = {
  none: "The provider refused it",
  hold_channel: "The provider refused it",
  withdraw: "The contact has opted out at the carrier",
  suppress: "The number cannot receive texts and is used no more",
} as const;

/** What a refusal asks for besides the message's own change. */
async function asked(
  deps: OutcomeDeps,
  current: FlightMessage,
  { action }: Refused,
  now: Instant,
): Promise<readonly TransactPart[]> {
  const { channel, hcpId } = current;
  const { addressHash } = current.handOff;
  if (action === "withdraw") {
    const stop = stopAddressPart(deps.peopleTable, { addressHash, channel, by: hcpId }, now);
    return [stop, ...(await carrierStopParts(deps, current, PROVIDER, now))];
  }
  if (action !== "suppress") return [];
  // the first cause stays
  if ((await findSuppression(deps, addressHash)) !== undefined) return [];
  return [suppressAddressPart(deps.peopleTable, { addressHash, channel, reason: "bounce_hard" }, now)];
}
