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

/** New shards are looked for this often. */
const discoveryMs = 1000;

/** Delivers a table's stream to a function, each shard in its own order. Throws for a filter Lambda would refuse. */
export function startStreamMapping(
  deps: MappingDeps & { readonly source: StreamSource; readonly checkpoints: DurableMap<Checkpoint> },
): RunningMapping {
  const { mapping, source, checkpoints, warn } = deps;
  const matches = streamFilter(mapping.filters);
  const stop = new AbortController();
  const arrivals = new Arrivals();
  const readers = new Map<string, Promise<void>>();

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

  const startShard = async (shardId: string, first: boolean): Promise<void> => {
    const key = `${mapping.sourceArn} ${mapping.functionArn} ${shardId}`;
    // A shard that appears later belongs to the time after the mapping's start, so nothing of it may be skipped.
    const start = checkpoints.get(key) ?? { after: first ? mapping.startingPosition : "TRIM_HORIZON" };
    const reader = new ShardReader(
      {
        mapping,
        shardId,
        source,
        matches: (record: StreamRecord) => matches(record),
        invoke: (event) => deps.invoke(presented(event, deps), stop.signal),
        discard,
        save: (checkpoint) => checkpoints.write([[key, checkpoint]]),
        warn: (what) => warn(`${mapping.logicalId} ${what}`),
        arrivals,
        signal: stop.signal,
        retryDelayMs: deps.retryDelayMs,
        idleMs: deps.idleMs,
      },
      start,
    );
    await keepRunning(() => reader.run(), `read ${shardId}`);
  };

  /** Runs to the end of the mapping, again and again after what is no fault of the function. */
  const keepRunning = async (run: () => Promise<void>, what: string): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await run();
      } catch (error) {
        if (stop.signal.aborted) return;
        warn(`${mapping.logicalId} could not ${what}: ${String(error)}`);
        await setTimeout(discoveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  };

  let first = true;
  const discovering = keepRunning(async () => {
    for (const shardId of await source.shards(mapping.sourceArn)) {
      if (!readers.has(shardId)) readers.set(shardId, startShard(shardId, first));
    }
    first = false;
    await setTimeout(discoveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }, `list the shards of ${mapping.sourceArn}`);

  return {
    notify: () => arrivals.announce(),
    async close() {
      stop.abort();
      await discovering;
      await Promise.all(readers.values());
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
