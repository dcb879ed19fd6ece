import { createHash } from "node:crypto";

/** A shard as DescribeStream shows it. A closed shard has an ending sequence number. */
export interface StreamShard {
  readonly shardId: string;
  readonly parentShardId?: string;
  readonly startingSequenceNumber: string;
  readonly endingSequenceNumber?: string;
}

/** DynamoDB's sequence numbers are long numbers whose first one is not 1. */
const FIRST_SEQUENCE = 4_000_000_000_000_000_000_000n;

/** The engine counts 1, 2, 3 …; functions see numbers that do not fit into a double, as on AWS. */
export const toSequenceNumber = (position: number): string => (FIRST_SEQUENCE + BigInt(position)).toString();
export const toPosition = (sequenceNumber: string): number => Number(BigInt(sequenceNumber) - FIRST_SEQUENCE);

const LINEAGES = 2;

/** A part of the engine's only shard: a lineage of partition keys and a range of positions, ends included. */
export interface ShardRange {
  readonly lineage: number | undefined;
  readonly from: number;
  readonly to: number;
}

/** Which of the two lineages a partition key's items belong to, the same for all time. */
export function lineageOf(partitionKey: unknown): number {
  return (createHash("md5").update(JSON.stringify(partitionKey)).digest()[0] ?? 0) % LINEAGES;
}

function shardId(table: string, lineage: number, generation: number): string {
  const suffix = createHash("md5").update(`${table}/${lineage}`).digest("hex").slice(0, 7);
  return `shardId-${String(generation).padStart(20, "0")}-${suffix}${lineage}`;
}

/**
 * How one table's records are cut into shards. Without rotation there is one shard that never ends. With rotation two
 * lineages of shards run side by side, and after `rotateEvery` records both end and are continued by their children:
 * order holds inside a partition key only, and a reader has to finish a parent first.
 */
export class ShardLayout {
  constructor(
    private readonly table: string,
    private readonly rotateEvery: number | undefined,
  ) {}

  /** @param first oldest position still held @param last newest position, 0 when nothing was ever written */
  shards(first: number, last: number): StreamShard[] {
    const { rotateEvery } = this;
    if (rotateEvery === undefined)
      return [{ shardId: shardId(this.table, 0, 0), startingSequenceNumber: toSequenceNumber(1) }];
    const generation = (position: number): number => Math.floor(Math.max(0, position - 1) / rotateEvery);
    const shards: StreamShard[] = [];
    const [oldest, newest] = [generation(first), generation(last)];
    for (let current = oldest; current <= newest; current++)
      for (let lineage = 0; lineage < LINEAGES; lineage++)
        shards.push({
          shardId: shardId(this.table, lineage, current),
          ...(current > oldest ? { parentShardId: shardId(this.table, lineage, current - 1) } : {}),
          startingSequenceNumber: toSequenceNumber(current * rotateEvery + 1),
          ...(current < newest
            ? { endingSequenceNumber: toSequenceNumber((current + 1) * rotateEvery) }
            : {}),
        });
    return shards;
  }

  /** @throws for an id that this layout did not give out */
  range(id: string): ShardRange {
    const match = /^shardId-(\d{20})-[0-9a-f]{7}(\d)$/.exec(id);
    const generation = Number(match?.[1]);
    const lineage = Number(match?.[2]);
    if (match === null || shardId(this.table, lineage, generation) !== id)
      throw new Error(`${this.table} has no stream shard ${id}`);
    if (this.rotateEvery === undefined) return { lineage: undefined, from: 1, to: Number.POSITIVE_INFINITY };
    return { lineage, from: generation * this.rotateEvery + 1, to: (generation + 1) * this.rotateEvery };
  }
}
