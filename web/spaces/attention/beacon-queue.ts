import type { Beacon } from "../../../shared/contracts/engagement.ts";

/** One event as the page notes it; kinds and units as the contract's columns. */
export interface NotedEvent {
  readonly versionId: string;
  readonly kind: 1 | 2 | 3;
  readonly a: number;
  readonly b: number;
  readonly r: number;
}

/** Batches events into beacons. A beacon keeps its number until it arrived, so that a resend is recognised. */
export class BeaconQueue {
  private waiting: NotedEvent[] = [];
  private unsent: Beacon[] = [];
  private sending = false;

  constructor(
    private seq: number,
    private readonly keepSeq: (next: number) => void,
  ) {}

  /** Notes one event for the next beacon. */
  note(event: NotedEvent): void {
    this.waiting.push(event);
  }

  /** Closes the batch and gives everything that has not arrived yet, oldest first. */
  close(): readonly Beacon[] {
    while (this.waiting.length > 0) {
      this.unsent.push(toBeacon(this.seq, this.waiting.splice(0, 200)));
      this.seq += 1;
      this.keepSeq(this.seq);
    }
    return this.unsent;
  }

  /** Sends what is open, in order; what the network loses stays for the next call. `send` gives the HTTP status, 0 for no answer. */
  async flush(send: (beacon: Beacon) => Promise<number>): Promise<void> {
    this.close();
    if (this.sending) return;
    this.sending = true;
    try {
      for (let next = this.unsent[0]; next !== undefined; next = this.unsent[0]) {
        const status = await send(next);
        // a refusal (4xx) would be refused for ever; only silence and 5xx are worth another try
        if (status === 0 || status >= 500) return;
        this.unsent.shift();
      }
    } finally {
      this.sending = false;
    }
  }
}

function toBeacon(seq: number, events: readonly NotedEvent[]): Beacon {
  const items = [...new Set(events.map((event) => event.versionId))];
  return {
    seq,
    items,
    k: events.map((event) => event.kind),
    i: events.map((event) => items.indexOf(event.versionId)),
    a: events.map((event) => event.a),
    b: events.map((event) => event.b),
    r: events.map((event) => event.r),
  };
}
