import { randomBytes, randomUUID } from "node:crypto";
import { Arrivals } from "../../arrivals.ts";
import { type Change, type DurableMap, openDurableMap } from "../../journal/durable-map.ts";
import type { QueuePlan } from "../../plan/plan.ts";
import type { Journal } from "../../runtime-ports.ts";
import type { MessageAttributes } from "./message-digest.ts";
import { countMessages, inFlight, receive, type StoredMessage } from "./queue-messages.ts";

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  readonly senderId: string;
  /** Seconds; the queue's own delay when absent. */
  readonly delaySeconds?: number;
}

export interface ReceiveRequest {
  readonly maxMessages: number;
  /** Seconds; the queue's own when absent. */
  readonly visibilitySeconds?: number;
  readonly waitMs: number;
  /** Ends a long poll early with what there is (nothing). */
  readonly signal?: AbortSignal;
}

/** One standard queue, durable in its own log. Every promise resolves when its effect survives kill -9. */
export class Queue {
  readonly plan: QueuePlan;
  readonly #messages: DurableMap<StoredMessage>;
  readonly #arrivals = new Arrivals();
  readonly #now: () => number;
  /** Where messages go that were received too often; set once all queues are open. */
  deadLetters: Queue | undefined;

  private constructor(plan: QueuePlan, messages: DurableMap<StoredMessage>, now: () => number) {
    this.plan = plan;
    this.#messages = messages;
    this.#now = now;
  }

  /** `now` is real time in milliseconds. */
  static async open(plan: QueuePlan, journal: Journal, now: () => number): Promise<Queue> {
    const messages = await openDurableMap<StoredMessage>(journal, `sqs-${plan.name}`);
    // Whoever held a message died with the last run: nobody needs to wait for its visibility timeout, and the receive
    // says nothing about the message. Counted, a few kills in a row would make dead letters of good messages.
    await messages.write(
      [...messages.entries()]
        .filter(([, message]) => inFlight(message, now()))
        .map(
          ([id, message]): Change<StoredMessage> => [
            id,
            { ...message, visibleAt: 0, receiveCount: message.receiveCount - 1 },
          ],
        ),
    );
    return new Queue(plan, messages, now);
  }

  async send(outgoing: readonly OutgoingMessage[]): Promise<readonly StoredMessage[]> {
    const sentAt = this.#now();
    const messages = outgoing.map(({ delaySeconds = this.plan.delaySeconds, ...message }) => ({
      ...message,
      id: randomUUID(),
      sentAt,
      visibleAt: sentAt + delaySeconds * 1000,
      receiveCount: 0,
    }));
    await this.#store(messages);
    return messages;
  }

  /** Waits up to `waitMs` for a first message, then gives what there is, at most `maxMessages`. */
  async receive(request: ReceiveRequest): Promise<readonly StoredMessage[]> {
    const deadline = this.#now() + request.waitMs;
    for (;;) {
      const arrival = this.#arrivals.mark();
      const messages = await this.#receiveNow(request);
      const left = deadline - this.#now();
      if (messages.length > 0 || left <= 0 || request.signal?.aborted || this.#arrivals.closed)
        return messages;
      await this.#arrivals.after(arrival, Math.min(left, this.#untilNextVisible()), request.signal);
    }
  }

  /** Deletes by receipt handle. A handle of an earlier receive has no effect, as on a standard queue. */
  async remove(receipts: readonly string[]): Promise<void> {
    const ids = receipts.flatMap((receipt) => this.#held(receipt)?.id ?? []);
    await this.#messages.write(ids.map((id): Change<StoredMessage> => [id]));
  }

  /** Hides a received message for so long from now (0: gives it back). False when no consumer holds it. */
  async changeVisibility(receipt: string, seconds: number): Promise<boolean> {
    const message = this.#held(receipt);
    if (!message || !inFlight(message, this.#now())) return false;
    await this.#messages.write([[message.id, { ...message, visibleAt: this.#now() + seconds * 1000 }]]);
    this.#arrivals.announce();
    return true;
  }

  async purge(): Promise<void> {
    await this.#messages.write([...this.#messages.entries()].map(([id]): Change<StoredMessage> => [id]));
  }

  counts(): ReturnType<typeof countMessages> {
    return countMessages(this.#stored(), this.#now());
  }

  /** Ends every long poll. */
  close(): void {
    this.#arrivals.close();
  }

  async #receiveNow(request: ReceiveRequest): Promise<readonly StoredMessage[]> {
    const { visibilitySeconds = this.plan.visibilitySeconds } = request;
    const rules = {
      maxMessages: request.maxMessages,
      visibilityMs: visibilitySeconds * 1000,
      retentionMs: this.plan.retentionSeconds * 1000,
      maxReceiveCount: this.deadLetters ? this.plan.redrive?.maxReceiveCount : undefined,
    };
    const receptions = receive(this.#stored(), this.#now(), rules, newReceipt);
    const dead = receptions.flatMap(({ kind, message }) => (kind === "deadLetter" ? message : []));
    // Memory changes before the first await, so that no two receives take the same message.
    const taken = this.#messages.write(
      receptions.flatMap(({ kind, message }): Change<StoredMessage>[] => {
        if (kind === "deadLetter") return [];
        return kind === "deliver" ? [[message.id, message]] : [[message.id]];
      }),
    );
    await Promise.all([taken, dead.length > 0 ? this.#bury(dead) : undefined]);
    return receptions.flatMap(({ kind, message }) => (kind === "deliver" ? message : []));
  }

  /** First there, then gone here: a crash between leaves a letter in both queues, never in none. */
  async #bury(dead: readonly StoredMessage[]): Promise<void> {
    await this.deadLetters?.adopt(dead, this.plan.arn);
    await this.#messages.write(dead.map(({ id }): Change<StoredMessage> => [id]));
  }

  /** Takes over dead letters of another queue under their own ids, so that a repeated move does not double them. */
  async adopt(letters: readonly StoredMessage[], movedFrom: string): Promise<void> {
    await this.#store(letters.map(({ receipt: _, ...letter }) => ({ ...letter, visibleAt: 0, movedFrom })));
  }

  async #store(messages: readonly StoredMessage[]): Promise<void> {
    await this.#messages.write(messages.map((message): Change<StoredMessage> => [message.id, message]));
    this.#arrivals.announce();
  }

  #held(receipt: string): StoredMessage | undefined {
    const message = this.#messages.get(idOfReceipt(receipt) ?? "");
    return message?.receipt === receipt ? message : undefined;
  }

  *#stored(): IterableIterator<StoredMessage> {
    for (const [, message] of this.#messages.entries()) yield message;
  }

  #untilNextVisible(): number {
    const now = this.#now();
    let next = Number.POSITIVE_INFINITY;
    for (const message of this.#stored()) {
      if (message.visibleAt > now) next = Math.min(next, message.visibleAt - now);
    }
    return next;
  }
}

function newReceipt(message: StoredMessage): string {
  return Buffer.from(`${message.id} ${randomBytes(9).toString("base64url")}`).toString("base64");
}

/** The message a receipt handle was made for; undefined for what this service never issued. */
export function idOfReceipt(receipt: string): string | undefined {
  return /^([0-9a-f-]{36}) [\w-]{12}$/.exec(Buffer.from(receipt, "base64").toString())?.[1];
}
