/** What tests make the messaging services do, and what they count. */
import { AwsError, type AwsResponse, ConnectionReset } from "../../runtime-ports.ts";

export interface MessagingFaults {
  /** The next `n` messages are accepted and stored, then the answer is lost: the socket is destroyed. */
  acceptThenReset(n: number): void;
  /** The next `n` messages are accepted and stored, then the answer is something that no client can read. */
  garble(n: number): void;
  /** The next `n` requests are lost before anything is stored: the socket is destroyed. */
  lose(n: number): void;
  /** The next `n` requests are refused with this exception before anything is stored. @default status 400, no reason */
  refuse(
    n: number,
    code: string,
    refusal?: { readonly status?: number; readonly reason?: string | undefined },
  ): void;
  /** Every request waits this long before it is looked at; 0 ends it. */
  delay(milliseconds: number): void;
  /** Send requests that arrived with this message tag, whatever became of them. */
  requests(tag: string, value: string): number;
  /** Ends all faults and forgets all counts. */
  reset(): void;
}

/** The side of the faults that the services see. */
export interface FaultGate {
  /** Counts, waits, loses and refuses; called before a request is carried out. */
  before(tags: Readonly<Record<string, string>>): Promise<void>;
  /** The answer as it leaves, called when the message is stored. Throws ConnectionReset when it is to be lost. */
  after(answer: AwsResponse): AwsResponse;
}

/** Makes both sides; all faults start off. */
export function messagingFaults(): { readonly faults: MessagingFaults; readonly gate: FaultGate } {
  const counts = new Map<string, number>();
  let resets = 0;
  let losses = 0;
  let garbled = 0;
  let refusals: AwsError[] = [];
  let delayMs = 0;
  return {
    faults: {
      acceptThenReset(n) {
        resets = n;
      },
      garble(n) {
        garbled = n;
      },
      lose(n) {
        losses = n;
      },
      refuse(n, code, { status = 400, reason } = {}) {
        const fields = reason === undefined ? {} : { Reason: reason };
        const refusal = () => new AwsError(status, code, "Refused on request of a test.", fields);
        refusals = Array.from({ length: n }, refusal);
      },
      delay(milliseconds) {
        delayMs = milliseconds;
      },
      requests: (tag, value) => counts.get(`${tag}=${value}`) ?? 0,
      reset() {
        counts.clear();
        resets = 0;
        losses = 0;
        garbled = 0;
        refusals = [];
        delayMs = 0;
      },
    },
    gate: {
      async before(tags) {
        for (const [tag, value] of Object.entries(tags))
          counts.set(`${tag}=${value}`, (counts.get(`${tag}=${value}`) ?? 0) + 1);
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        if (losses > 0) {
          losses -= 1;
          throw new ConnectionReset("the request is lost");
        }
        const refusal = refusals.shift();
        if (refusal) throw refusal;
      },
      after(answer) {
        if (resets > 0) {
          resets -= 1;
          throw new ConnectionReset("the answer is lost");
        }
        if (garbled === 0) return answer;
        garbled -= 1;
        return { ...answer, body: "<html>502 Bad Gateway" };
      },
    },
  };
}
