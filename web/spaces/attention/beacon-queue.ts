import type { Beacon } from "../../../shared/contracts/engagement.ts";

/** One event as the page notes it; kinds and units as the contract's columns. */
export interface NotedEvent {
  readonly versionId: string;
  readonly kind: 1 | 2 | 3 | 4;
  readonly a: number;
  readonly b: number;
  readonly r: number;
}

/** Beacons that one page of a tab can number; at one in ten seconds more than a visit has. */
const NUMBERS_A_PAGE = 10_000;
/** Two pages of a visit meet in their numbers by chance once in this many pairs; all numbers fit into 31 bits. */
const PAGES = 200_000;

/** The first number of a page, so that two tabs of one visit count apart. @param chance from 0 up to 1 */
export function firstNumber(chance: number): number {
  return Math.floor(chance * PAGES) * NUMBERS_A_PAGE;
}

/**
 * Batches events into beacons. A beacon keeps its number until it arrived, so that a resend is recognised; for the same
 * reason their order does not matter, and none waits for another.
 */
export class BeaconQueue {
  private waiting: NotedEvent[] = [];
  private unsent: Beacon[];
  private readonly onTheWay = new Set<Beacon>();
  private stopped = false;

  /** @param kept what an earlier page of the visit could not send */
  constructor(
    private seq: number,
    kept: readonly Beacon[],
  ) {
    this.unsent = [...kept];
  }

  /** Notes one event for the next beacon. */
  note(event: NotedEvent): void {
    if (!this.stopped) this.waiting.push(event);
  }

  /** What has not been acknowledged, for the next page. */
  rest(): readonly Beacon[] {
    return this.unsent;
  }

  /** Sends everything that has not arrived, at once; what the network loses stays for the next call. `send` gives the HTTP status, 0 for no answer. */
  async flush(send: (beacon: Beacon) => Promise<number>): Promise<void> {
    while (this.waiting.length > 0) this.unsent.push(toBeacon(this.seq++, this.waiting.splice(0, 200)));
    await Promise.all(
      this.unsent
        .filter((beacon) => !this.onTheWay.has(beacon))
        .map(async (beacon) => {
          this.onTheWay.add(beacon);
          const status = await send(beacon);
          this.onTheWay.delete(beacon);
          // a refusal (4xx) would be refused for ever; only silence and 5xx are worth another try
          if (status > 0 && status < 500) this.unsent = this.unsent.filter((one) => one !== beacon);
        }),
    );
  }

  /** Forgets everything and takes nothing more. */
  stop(): void {
    this.stopped = true;
    this.waiting = [];
    this.unsent = [];
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
