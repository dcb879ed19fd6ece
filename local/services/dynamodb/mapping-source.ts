import type { MappingPlan } from "../../plan/plan.ts";
import type { StreamPosition, StreamReader } from "./stream-reader.ts";
import type { StreamRecord } from "./stream-record.ts";
import type { StreamShard } from "./stream-shards.ts";

/** The stream of one event source mapping: what its poller reads, shard by shard. */
export interface MappingSource {
  /** Shards that may be read now: a child only after this mapping is done with its parent. */
  shards(streamArn: string): Promise<readonly string[]>;
  /** Up to `limit` records after a position, in order; `next` is where to go on. */
  read(
    streamArn: string,
    shardId: string,
    after: StreamPosition,
    limit: number,
  ): Promise<{ readonly records: readonly StreamRecord[]; readonly next: StreamPosition }>;
}

const tableOf = (streamArn: string): string => streamArn.split("/")[1] ?? "";

function isPast({ endingSequenceNumber }: StreamShard, after: StreamPosition): boolean {
  return (
    endingSequenceNumber !== undefined && /^\d+$/.test(after) && BigInt(after) >= BigInt(endingSequenceNumber)
  );
}

/**
 * The stream as one mapping reads it. Each mapping needs its own, because what may be read next depends on what this
 * mapping has finished. A poller that asks for a whole batch from the end of a closed shard has delivered the shard.
 */
export function createMappingSource(
  streams: StreamReader,
  { batchSize }: Pick<MappingPlan, "batchSize">,
): MappingSource {
  const known = new Map<string, StreamShard>();
  const finished = new Set<string>();
  /** Closed shards that were entered at LATEST: what their children hold from before is skipped too. */
  const skipped = new Set<string>();

  const list = async (streamArn: string): Promise<readonly StreamShard[]> => {
    const shards = await streams.shards(tableOf(streamArn));
    for (const shard of shards) known.set(shard.shardId, shard);
    return shards;
  };
  return {
    async shards(streamArn) {
      const shards = await list(streamArn);
      return shards
        .filter(({ parentShardId }) => parentShardId === undefined || finished.has(parentShardId))
        .map(({ shardId }) => shardId);
    },
    async read(streamArn, shardId, after, limit) {
      // The shard may have been closed since it was listed.
      if (known.get(shardId)?.endingSequenceNumber === undefined) await list(streamArn);
      const shard = known.get(shardId);
      const entersLate =
        after === "LATEST" || (after === "TRIM_HORIZON" && skipped.has(shard?.parentShardId ?? ""));
      const page = await streams.readStream(
        tableOf(streamArn),
        entersLate ? "LATEST" : after,
        limit,
        shardId,
      );
      if (shard !== undefined) {
        if (entersLate && shard.endingSequenceNumber !== undefined) skipped.add(shardId);
        if (limit >= batchSize && isPast(shard, after)) finished.add(shardId);
      }
      return { records: page.records, next: page.lastSequence };
    },
  };
}
