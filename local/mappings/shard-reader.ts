import { setTimeout } from "node:timers/promises";
import type { Arrivals } from "../arrivals.ts";
import type { MappingPlan } from "../plan/plan.ts";
import type { InvokeResult } from "../runtime-ports.ts";
import { afterInvocation } from "./batch-outcome.ts";
import { type GatheredBatch, gatherBatch } from "./stream-batch.ts";
import type { StreamPosition, StreamRecord, StreamSource } from "./stream-source.ts";
import { firstWindow, type OpenWindow, outgrown, stateOf, windowFields } from "./tumbling-window.ts";

/** How far a mapping has come with a shard. */
export interface Checkpoint {
  readonly after: StreamPosition;
  readonly window?: OpenWindow;
}

export interface ShardReaderDeps {
  readonly mapping: MappingPlan;
  readonly shardId: string;
  readonly source: StreamSource;
  readonly matches: (record: StreamRecord) => boolean;
  readonly invoke: (event: object) => Promise<InvokeResult>;
  readonly discard: (discarded: {
    readonly records: readonly StreamRecord[];
    readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
    readonly attempts: number;
    readonly shardId: string;
  }) => Promise<void>;
  /** Resolves when durable. */
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  readonly warn: (what: string) => void;
  readonly arrivals: Arrivals;
  readonly signal: AbortSignal;
  readonly retryDelayMs: (attempts: number) => number;
  readonly idleMs: number;
  readonly hurried: () => boolean;
}

/** Reads one shard for one mapping, in order; the checkpoint moves only behind records that are done with. */
export class ShardReader {
  readonly #deps: ShardReaderDeps;
  #after: StreamPosition;
  #window: OpenWindow | undefined;
  /** The state of the arrivals before the last read that found nothing. */
  #foundNothingAt: number | undefined;

  constructor(deps: ShardReaderDeps, start: Checkpoint) {
    this.#deps = deps;
    this.#after = start.after;
    this.#window = start.window;
  }

  /** Whether everything that was announced until now is delivered. */
  get caughtUp(): boolean {
    return this.#foundNothingAt === this.#deps.arrivals.mark();
  }

  /** Reads until the signal aborts. Throws when the source or a destination fails for reasons of its own. */
  async run(): Promise<void> {
    const { signal, arrivals, idleMs } = this.#deps;
    let pause = firstPauseMs;
    while (!signal.aborted) {
      const mark = arrivals.mark();
      const before = this.#after;
      const batch = await gatherBatch(this.#deps, before);
      if (batch.records.length > 0) await this.#deliverByWindow(batch);
      if (signal.aborted) return;
      if (batch.next !== this.#after) await this.#moveTo(batch.next);
      if (batch.records.length === 0) await this.#closeWindowWhenOver();
      if (batch.next !== before) {
        this.#foundNothingAt = undefined;
        pause = firstPauseMs;
        continue;
      }
      this.#foundNothingAt = mark;
      await arrivals.after(mark, pause, signal);
      pause = Math.min(pause * 2, idleMs);
    }
  }

  async #deliverByWindow({ records }: GatheredBatch): Promise<void> {
    const seconds = this.#deps.mapping.tumblingWindowSeconds;
    if (seconds === 0) return this.#deliver(records, 0);
    for (let left = records; left.length > 0 && !this.#deps.signal.aborted; ) {
      const { startMs, count } = firstWindow(left, seconds, this.#window);
      if (this.#window && startMs > this.#window.startMs) await this.#closeWindow("final");
      this.#window ??= { startMs, state: {} };
      await this.#deliver(left.slice(0, count), 0);
      left = left.slice(count);
    }
  }

  /** Delivers records as one batch, or what failures make of it. Stops in the middle when the signal aborts. */
  async #deliver(records: readonly StreamRecord[], attempts: number): Promise<void> {
    let left = await this.#discardExpired(records, attempts);
    let counted = attempts;
    while (left.length > 0) {
      const result = await this.#deps.invoke({ Records: left, ...this.#windowFields("no") });
      if (this.#deps.signal.aborted) return;
      const step = afterInvocation(this.#deps.mapping, left.map(sequenceOf), result, counted);
      const from = step.kind === "done" ? left.length : step.from;
      if (result.ok && this.#window && from > 0) await this.#handOn(stateOf(result.payload));
      if (from > 0) await this.#doneUpTo(left[from - 1]);
      switch (step.kind) {
        case "done":
          return;
        case "retry":
          counted = step.attempts;
          await this.#pause(counted);
          if (this.#deps.signal.aborted) return;
          left = await this.#discardExpired(left.slice(from), counted);
          break;
        case "split":
          await this.#deliver(left.slice(from, step.at), step.attempts);
          if (this.#deps.signal.aborted) return;
          left = left.slice(step.at);
          break;
        case "discard":
          return this.#discard(left.slice(from), "RetryAttemptsExhausted", step.attempts);
      }
    }
  }

  /** Gives up the records at the front that are older than the mapping allows; the others are left. */
  async #discardExpired(
    records: readonly StreamRecord[],
    attempts: number,
  ): Promise<readonly StreamRecord[]> {
    const { maxAgeSeconds } = this.#deps.mapping;
    if (maxAgeSeconds < 0) return records;
    const oldest = Date.now() / 1000 - maxAgeSeconds;
    const fresh = records.findIndex(({ dynamodb }) => dynamodb.ApproximateCreationDateTime >= oldest);
    const expired = fresh === -1 ? records : records.slice(0, fresh);
    if (expired.length > 0) await this.#discard(expired, "RecordAgeExceeded", attempts);
    return records.slice(expired.length);
  }

  async #discard(
    records: readonly StreamRecord[],
    condition: "RetryAttemptsExhausted" | "RecordAgeExceeded",
    attempts: number,
  ): Promise<void> {
    await this.#deps.discard({ records, condition, attempts, shardId: this.#deps.shardId });
    await this.#doneUpTo(records.at(-1));
  }

  async #handOn(state: unknown): Promise<void> {
    if (!this.#window) return;
    this.#window = { ...this.#window, state };
    if (outgrown(state)) await this.#closeWindow("early");
  }

  async #closeWindowWhenOver(): Promise<void> {
    const windowMs = this.#deps.mapping.tumblingWindowSeconds * 1000;
    if (!this.#window || Date.now() < this.#window.startMs + windowMs) return;
    await this.#closeWindow("final");
    await this.#moveTo(this.#after);
  }

  /** The last invocation of a window has no records and is retried like a batch; its state then goes. */
  async #closeWindow(ending: "final" | "early"): Promise<void> {
    let attempts = 0;
    for (;;) {
      const result = await this.#deps.invoke({ Records: [], ...this.#windowFields(ending) });
      if (this.#deps.signal.aborted) return;
      const step = afterInvocation({ ...this.#deps.mapping, bisect: false }, [], result, attempts);
      if (step.kind === "discard")
        this.#deps.warn("failed the end of a tumbling window for good: its state is lost.");
      if (step.kind !== "retry") break;
      attempts = step.attempts;
      await this.#pause(attempts);
      if (this.#deps.signal.aborted) return;
    }
    this.#window = ending === "early" && this.#window ? { ...this.#window, state: {} } : undefined;
  }

  #windowFields(ending: "no" | "final" | "early"): object {
    const { mapping, shardId } = this.#deps;
    if (!this.#window) return {};
    const place = { shardId, eventSourceARN: mapping.sourceArn };
    return windowFields(this.#window, mapping.tumblingWindowSeconds, place, ending);
  }

  async #doneUpTo(record: StreamRecord | undefined): Promise<void> {
    if (record) await this.#moveTo(sequenceOf(record));
  }

  async #moveTo(after: StreamPosition): Promise<void> {
    if (this.#deps.signal.aborted) return;
    this.#after = after;
    await this.#deps.save({ after, ...(this.#window ? { window: this.#window } : {}) });
  }

  /** Not woken by new records: they wait behind those that failed. */
  async #pause(attempts: number): Promise<void> {
    const { signal, retryDelayMs } = this.#deps;
    await setTimeout(retryDelayMs(attempts), undefined, { signal }).catch(() => undefined);
  }
}

/** The pause after the first empty read; it doubles up to the idle pause. */
const firstPauseMs = 20;

function sequenceOf(record: StreamRecord): string {
  return record.dynamodb.SequenceNumber;
}
