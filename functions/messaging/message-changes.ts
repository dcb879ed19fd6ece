import type {
  ENDED_STATES,
  FlightMessage,
  FlightState,
  HandOff,
  Message,
  TimelineEntry,
  WaitingMessage,
} from "../../shared/model/message.ts";
import type { Reason } from "../../shared/model/send-verdict.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";

export type EndedState = (typeof ENDED_STATES)[number];

/** A history keeps its first line and this many newest ones: a message that is delayed often stays a small item. */
const REMEMBERED_LINES = 49;

function line(message: Message, entry: TimelineEntry): TimelineEntry[] {
  const [first, ...rest] = message.timeline;
  return [...(first === undefined ? [] : [first]), ...rest.slice(1 - REMEMBERED_LINES), entry];
}

function common(message: Message) {
  const { messageId, hcpId, channel, sender, createdAt, scheduledFor, attempts } = message;
  const { requestedByHcp, wording, note, experiment } = message;
  return {
    messageId,
    hcpId,
    channel,
    sender,
    createdAt,
    scheduledFor,
    attempts,
    ...(requestedByHcp === undefined ? {} : { requestedByHcp }),
    ...(wording === undefined ? {} : { wording }),
    ...(note === undefined ? {} : { note }),
    ...(experiment === undefined ? {} : { experiment }),
    rev: message.rev + 1,
  };
}

/** Pure: the message waits until another instant, with the reason. */
export function delayed(message: Message, until: Instant, reason: Reason, now: Instant): WaitingMessage {
  const timeline = line(message, { at: instantText(now), state: "queued", reason });
  return { ...common(message), state: "queued", dueAt: instantText(until), reason, timeline };
}

/** Pure: its sender gave the message another time; whatever held it up is asked anew then. */
export function rescheduled(
  message: WaitingMessage,
  until: Instant,
  reason: Reason,
  now: Instant,
): WaitingMessage {
  const timeline = line(message, { at: instantText(now), state: "queued", reason });
  const at = instantText(until);
  return { ...common(message), scheduledFor: at, state: "queued", dueAt: at, timeline };
}

/** Pure: the message waits for a person. */
export function held(message: WaitingMessage, reason: Reason, now: Instant): WaitingMessage {
  const timeline = line(message, { at: instantText(now), state: "held", reason });
  return { ...common(message), state: "held", dueAt: message.dueAt, reason, timeline };
}

/** Pure: the message has ended without leaving. */
export function ended(message: Message, state: EndedState, reason: Reason, now: Instant): Message {
  return {
    ...common(message),
    state,
    reason,
    timeline: line(message, { at: instantText(now), state, reason }),
  };
}

/** Pure: the message is claimed for one hand-off. Whoever commits this may send it, once, and nobody else. */
export function handedOff(message: WaitingMessage, handOff: HandOff, now: Instant): FlightMessage {
  const timeline = line(message, { at: instantText(now), state: "handed_off" });
  return { ...common(message), attempts: handOff.attempt, state: "handed_off", handOff, timeline };
}

/**
 * Pure: something was learned about a message that has left. Its history has a line for every state, none for what only
 * adds a provider's id or the cost.
 */
export function learned(
  message: FlightMessage,
  state: FlightState,
  now: Instant,
  more: {
    readonly reason?: Reason;
    readonly providerMessageId?: string | undefined;
    readonly costMicros?: number | undefined;
  } = {},
): FlightMessage {
  const {
    reason = state === message.state ? message.reason : undefined,
    providerMessageId,
    costMicros,
  } = more;
  const entry = { at: instantText(now), state, ...(reason === undefined ? {} : { reason }) };
  return {
    ...common(message),
    state,
    handOff: {
      ...message.handOff,
      ...(providerMessageId === undefined ? {} : { providerMessageId }),
      ...(costMicros === undefined ? {} : { costMicros }),
    },
    ...(reason === undefined ? {} : { reason }),
    timeline: state === message.state ? message.timeline : line(message, entry),
  };
}
