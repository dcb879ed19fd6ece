import type { MessageAttributes } from "./message-digest.ts";

/** A message as it is kept. Times are milliseconds since the epoch, real time. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  readonly senderId: string;
  readonly sentAt: number;
  /** Hidden until then, by a delay or by a consumer. */
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** The handle of the last receive; earlier handles no longer delete the message. */
  readonly receipt?: string;
  /** Set on a dead letter: the queue it was moved from. */
  readonly movedFrom?: string;
}

/** What a receive does to one message. */
export type Reception =
  | { readonly kind: "deliver"; readonly message: StoredMessage }
  | { readonly kind: "deadLetter"; readonly message: StoredMessage }
  | { readonly kind: "expire"; readonly message: StoredMessage };

export interface ReceiveRules {
  readonly maxMessages: number;
  readonly visibilityMs: number;
  readonly retentionMs: number;
  /** undefined: received for ever. */
  readonly maxReceiveCount: number | undefined;
}

/**
 * Decides what a receive at `now` takes from a standard queue: messages in the order given, past their retention
 * expired, received too often moved to the dead-letter queue, the others delivered with a new receipt.
 */
export function receive(
  messages: Iterable<StoredMessage>,
  now: number,
  rules: ReceiveRules,
  newReceipt: (message: StoredMessage) => string,
): Reception[] {
  const receptions: Reception[] = [];
  let delivered = 0;
  for (const message of messages) {
    if (delivered >= rules.maxMessages) break;
    if (message.sentAt + rules.retentionMs <= now) {
      receptions.push({ kind: "expire", message });
    } else if (message.visibleAt <= now) {
      if (rules.maxReceiveCount !== undefined && message.receiveCount >= rules.maxReceiveCount) {
        receptions.push({ kind: "deadLetter", message });
      } else {
        delivered += 1;
        receptions.push({ kind: "deliver", message: delivery(message, now, rules, newReceipt(message)) });
      }
    }
  }
  return receptions;
}

function delivery(message: StoredMessage, now: number, rules: ReceiveRules, receipt: string): StoredMessage {
  return {
    ...message,
    receipt,
    receiveCount: message.receiveCount + 1,
    firstReceivedAt: message.firstReceivedAt ?? now,
    visibleAt: now + rules.visibilityMs,
  };
}

/** Whether a consumer holds the message at `now`. */
export function inFlight(message: StoredMessage, now: number): boolean {
  return message.receipt !== undefined && message.visibleAt > now;
}

/** The three approximate counts of GetQueueAttributes. */
export function countMessages(
  messages: Iterable<StoredMessage>,
  now: number,
): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
  let visible = 0;
  let held = 0;
  let delayed = 0;
  for (const message of messages) {
    if (message.visibleAt <= now) visible += 1;
    else if (inFlight(message, now)) held += 1;
    else delayed += 1;
  }
  return { visible, inFlight: held, delayed };
}
