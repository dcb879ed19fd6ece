import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { Arrivals } from "../arrivals.ts";
import type { DurableMap } from "../journal/durable-map.ts";
import { AwsError } from "../runtime-ports.ts";
import { streamFilter } from "./event-filter.ts";
import type { MappingDeps, RunningMapping } from "./mappings.ts";
import { type Checkpoint, ShardReader, type ShardReaderDeps } from "./shard-reader.ts";
import { streamFailureRecord } from "./stream-failure-record.ts";
import type { StreamRecord, StreamSource } from "./stream-source.ts";

/** New shards are looked for, and a failed source tried again, this often. */
const discoveryMs = 500;

/** Delivers a table's stream to a function, each shard in its own order. Throws for a filter Lambda would refuse. */
export function startStreamMapping(
  deps: MappingDeps & { readonly source: StreamSource; readonly checkpoints: DurableMap<Checkpoint> },
): RunningMapping {
  const { mapping, source, checkpoints, warn } = deps;
  const matches = streamFilter(mapping.filters);
  const stop = new AbortController();
  const arrivals = new Arrivals();
  let hurriedUntil = 0;
  const readers = new Map<
    string,
    { readonly reader: ShardReader; readonly ended: Promise<void>; stop(): void }
  >();

  const discard: ShardReaderDeps["discard"] = async (discarded) => {
    const { records, shardId } = discarded;
    const what = `${mapping.logicalId} gave up ${records.length} records of ${shardId}`;
    if (mapping.failureArn === undefined) return warn(`${what} and has no on-failure destination.`);
    const letter = streamFailureRecord({
      ...discarded,
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      streamArn: mapping.sourceArn,
      at: new Date(),
    });
    try {
      await deps.sendToQueue(mapping.failureArn, JSON.stringify(letter), {}, deps.role);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      warn(`${what}, and ${mapping.failureArn} did not take their letter: ${error.message}`);
    }
  };

  const keyPrefix = `${mapping.sourceArn} ${mapping.functionArn} `;
  const startShard = (shardId: string, first: boolean): void => {
    const key = keyPrefix + shardId;
    const leave = new AbortController();
    const signal = AbortSignal.any([stop.signal, leave.signal]);
    // A shard that appears later belongs to the time after the mapping's start, so nothing of it may be skipped.
    const start = checkpoints.get(key) ?? { after: first ? mapping.startingPosition : "TRIM_HORIZON" };
    const reader = new ShardReader(
      {
        mapping,
        shardId,
        source,
        matches: (record: StreamRecord) => matches(record),
        invoke: (event) => deps.invoke(presented(event, deps), signal),
        discard,
        save: (checkpoint) => checkpoints.write([[key, checkpoint]]),
        warn: (what) => warn(`${mapping.logicalId} ${what}`),
        arrivals,
        signal,
        retryDelayMs: deps.retryDelayMs,
        idleMs: deps.idleMs,
        hurried: () => Date.now() < hurriedUntil,
      },
      start,
    );
    const ended = keepRunning(() => reader.run(), signal, `read ${shardId}`);
    readers.set(shardId, { reader, ended, stop: () => leave.abort() });
  };

  /** A shard that the stream no longer has needs no reader; its checkpoint stays, should the list have been wrong. */
  const leaveShard = async (shardId: string): Promise<void> => {
    const leaving = readers.get(shardId);
    leaving?.stop();
    await leaving?.ended;
    readers.delete(shardId);
  };

  /** Runs until the signal aborts, again and again after what is no fault of the function. */
  const keepRunning = async (run: () => Promise<void>, signal: AbortSignal, what: string): Promise<void> => {
    while (!signal.aborted) {
      try {
        await run();
      } catch (error) {
        if (signal.aborted) return;
        warn(`${mapping.logicalId} could not ${what}: ${String(error)}`);
        await setTimeout(discoveryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  // The starting position counts once in a mapping's life, not once a run.
  let first = ![...checkpoints.entries()].some(([key]) => key.startsWith(keyPrefix));
  const discover = async (): Promise<void> => {
    const shards = await source.shards(mapping.sourceArn);
    for (const shardId of shards) if (!readers.has(shardId)) startShard(shardId, first);
    for (const shardId of [...readers.keys()]) if (!shards.includes(shardId)) await leaveShard(shardId);
    first = false;
    await setTimeout(discoveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
  };
  const discovering = keepRunning(discover, stop.signal, `list the shards of ${mapping.sourceArn}`);

  return {
    get unread() {
      // nobody knows before the shards are listed
      if (readers.size === 0) return 1;
      return [...readers.values()].filter(({ reader }) => !reader.caughtUp).length;
    },
    notify: () => arrivals.announce(),
    hurry(milliseconds) {
      hurriedUntil = Date.now() + milliseconds;
      arrivals.announce();
    },
    async close() {
      stop.abort();
      await discovering;
      await Promise.all([...readers.values()].map(({ ended }) => ended));
    },
  };
}

/** The event as the function receives it: each record knows its stream and region. */
function presented(event: object, { mapping, region }: MappingDeps): object {
  if (!("Records" in event) || !Array.isArray(event.Records)) return event;
  const records: readonly object[] = event.Records;
  return {
    ...event,
    Records: records.map((record) => ({ ...record, awsRegion: region, eventSourceARN: mapping.sourceArn })),
  };
}
