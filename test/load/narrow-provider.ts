import type { MessageSender, OutgoingMessage } from "../../functions/messaging/message-sender.ts";
import { SECOND } from "../../shared/model/time.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What a provider saw of a burst. */
export interface Seen {
  /** Accepted requests by message. */
  readonly accepted: ReadonlyMap<string, number>;
  /** Throttled requests by message. */
  readonly refused: ReadonlyMap<string, number>;
  /** Most accepted requests within any second. */
  readonly peak: () => number;
  /** When the last request was accepted. */
  readonly lastAt: () => number;
}

/** Milliseconds until a provider answers. */
const LATENCY = 120;

/**
 * A provider that accepts at most so many requests within any second and throttles the others, as SES and End User
 * Messaging do. `room` says how many of them are left to us at an instant: other mail of the account takes its share.
 */
export function narrowProvider(
  time: VirtualTime,
  room: (now: number) => number,
): { readonly sender: MessageSender; readonly seen: Seen } {
  const accepted = new Map<string, number>();
  const refused = new Map<string, number>();
  let lastSecond: number[] = [];
  let peak = 0;
  const count = (counts: Map<string, number>, { messageId }: OutgoingMessage) =>
    counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  const sender: MessageSender = {
    async send(message) {
      await time.sleep(LATENCY);
      const now = time.now();
      lastSecond = lastSecond.filter((at) => at > now - SECOND);
      if (lastSecond.length >= room(now)) {
        count(refused, message);
        return { kind: "refused", code: "ThrottlingException", permanent: false };
      }
      lastSecond.push(now);
      peak = Math.max(peak, lastSecond.length);
      count(accepted, message);
      return { kind: "accepted", providerMessageId: `p-${message.messageId}-${message.attempt}` };
    },
  };
  return { sender, seen: { accepted, refused, peak: () => peak, lastAt: () => lastSecond.at(-1) ?? 0 } };
}
