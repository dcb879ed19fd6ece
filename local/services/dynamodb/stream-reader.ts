import * as z from "zod";
import { type EngineClient, STREAMS } from "./engine-client.ts";
import type { ExpiredItems } from "./expired-items.ts";
import type { KnownTable } from "./needed-actions.ts";
import {
  changesNothing,
  type EngineRecord,
  engineRecordSchema,
  type StreamRecord,
  toStreamRecord,
} from "./stream-record.ts";
import { lineageOf, ShardLayout, type StreamShard, toPosition, toSequenceNumber } from "./stream-shards.ts";

/** Where to read on: behind a sequence number, from the oldest record, or from now on. */
export type StreamPosition = "TRIM_HORIZON" | "LATEST" | (string & {});

export interface StreamPage {
  readonly records: readonly StreamRecord[];
  /** The position to continue from; also records that were left out move it. */
  readonly lastSequence: StreamPosition;
  /** True when a closed shard has been read to its end: its children may be read now. */
  readonly atEnd: boolean;
}

/** What the event source mappings read. */
export interface StreamReader {
  /** The shards of a table's stream, parents before children. */
  shards(tableName: string): Promise<readonly StreamShard[]>;
  /**
   * At most `limit` records of a shard in order; without a shard id those of the whole table.
   * @throws for a table without a stream or a shard that does not exist
   */
  readStream(tableName: string, after: StreamPosition, limit: number, shardId?: string): Promise<StreamPage>;
}

const LARGEST_PAGE = 1000;

const describedSchema = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })).min(1) }),
});
const listSchema = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })).min(1) });
const iteratorSchema = z.object({ ShardIterator: z.string() });
const recordsSchema = z.object({
  Records: z.array(engineRecordSchema),
  NextShardIterator: z.string().optional(),
});
/** The engine's iterator is a readable position; LATEST is only known from it. */
const positionSchema = z.object({ position: z.number() });

interface EngineStream {
  readonly arn: string;
  readonly shardId: string;
  /** Some emulators pad sequence numbers with zeros to this length; 0 when not. */
  width: number;
  /** The iterator behind the last page, which saves asking for one on every poll. */
  next?: { readonly position: number; readonly iterator: string };
}

/** Reads the engine's one shard per table and cuts it into the shards of the layout. */
export class EngineStreamReader implements StreamReader {
  readonly #streams = new Map<string, EngineStream>();
  readonly #layouts = new Map<string, ShardLayout>();

  constructor(
    private readonly engine: EngineClient,
    private readonly region: string,
    private readonly tables: ReadonlyMap<string, KnownTable>,
    private readonly expired: ExpiredItems,
    private readonly rotateEvery: number | undefined,
  ) {}

  async shards(tableName: string): Promise<readonly StreamShard[]> {
    const stream = await this.#stream(tableName);
    if (this.rotateEvery === undefined) return this.#layout(tableName).shards(1, 1);
    const [oldest] = await this.#page(stream, 0, 1);
    const last = await this.#latest(stream);
    return this.#layout(tableName).shards(oldest === undefined ? last : positionOf(oldest), last);
  }

  async readStream(
    tableName: string,
    after: StreamPosition,
    limit: number,
    shardId?: string,
  ): Promise<StreamPage> {
    const stream = await this.#stream(tableName);
    const whole = { lineage: undefined, from: 1, to: Number.POSITIVE_INFINITY };
    const range = shardId === undefined ? whole : this.#layout(tableName).range(shardId);
    if (after === "LATEST") {
      const latest = Math.max(range.from - 1, Math.min(range.to, await this.#latest(stream)));
      return { records: [], lastSequence: toSequenceNumber(latest), atEnd: latest >= range.to };
    }
    const start = Math.max(range.from - 1, after === "TRIM_HORIZON" ? 0 : toPosition(after));
    const known = this.tables.get(tableName);
    const source = {
      region: this.region,
      streamArn: known?.plan.streamArn ?? "",
      viewType: known?.keys.viewType ?? "KEYS_ONLY",
    };
    const partitionKey = known?.keys.table[0] ?? "";
    const isInShard = ({ dynamodb: { Keys } }: EngineRecord): boolean =>
      range.lineage === undefined || lineageOf(Keys[partitionKey]) === range.lineage;
    let position = start;
    const records: StreamRecord[] = [];
    // A page of which nothing is left is not the end: the reader would wait although more is there.
    for (let more = true; more && records.length === 0 && position < range.to; ) {
      const page = await this.#page(stream, position, Math.min(LARGEST_PAGE, limit));
      more = page.length > 0;
      for (const record of page) {
        position = Math.min(range.to, positionOf(record));
        if (positionOf(record) > range.to) break;
        if (changesNothing(record) || !isInShard(record)) continue;
        const expired = this.expired.deleted(tableName, record);
        records.push(toStreamRecord(record, toSequenceNumber(position), source, expired));
      }
    }
    const nothingYet = position === 0 && after === "TRIM_HORIZON";
    return {
      records,
      lastSequence: nothingYet ? "TRIM_HORIZON" : toSequenceNumber(position),
      atEnd: position >= range.to,
    };
  }

  #layout(tableName: string): ShardLayout {
    const known = this.#layouts.get(tableName) ?? new ShardLayout(tableName, this.rotateEvery);
    this.#layouts.set(tableName, known);
    return known;
  }

  async #stream(tableName: string): Promise<EngineStream> {
    const known = this.#streams.get(tableName);
    if (known !== undefined) return known;
    if (this.tables.get(tableName)?.plan.streamArn === undefined)
      throw new Error(`The table ${tableName} has no stream in this plan.`);
    const list = listSchema.parse(await this.engine.call(`${STREAMS}.ListStreams`, { TableName: tableName }));
    const arn = list.Streams.at(-1)?.StreamArn ?? "";
    const described = describedSchema.parse(
      await this.engine.call(`${STREAMS}.DescribeStream`, { StreamArn: arn }),
    );
    const stream: EngineStream = {
      arn,
      width: 0,
      shardId: described.StreamDescription.Shards.at(-1)?.ShardId ?? "",
    };
    this.#streams.set(tableName, stream);
    // One look at the oldest record tells how this engine writes sequence numbers.
    await this.#page(stream, 0, 1);
    return stream;
  }

  async #iterator(stream: EngineStream, start: Record<string, string>): Promise<string> {
    const asked = { StreamArn: stream.arn, ShardId: stream.shardId, ...start };
    return iteratorSchema.parse(await this.engine.call(`${STREAMS}.GetShardIterator`, asked)).ShardIterator;
  }

  async #page(stream: EngineStream, after: number, limit: number): Promise<EngineRecord[]> {
    const iterator =
      stream.next?.position === after
        ? stream.next.iterator
        : await this.#iterator(
            stream,
            after === 0
              ? { ShardIteratorType: "TRIM_HORIZON" }
              : {
                  ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
                  SequenceNumber: String(after).padStart(stream.width, "0"),
                },
          );
    const body = await this.engine.call(`${STREAMS}.GetRecords`, { ShardIterator: iterator, Limit: limit });
    const { Records: records, NextShardIterator } = recordsSchema.parse(body);
    const last = records.at(-1);
    if (last !== undefined)
      stream.width = last.dynamodb.SequenceNumber.startsWith("0") ? last.dynamodb.SequenceNumber.length : 0;
    if (NextShardIterator !== undefined)
      stream.next = { position: last === undefined ? after : positionOf(last), iterator: NextShardIterator };
    return records;
  }

  /** The newest position. An emulator whose iterators cannot be read is read to its end. */
  async #latest(stream: EngineStream): Promise<number> {
    const iterator = await this.#iterator(stream, { ShardIteratorType: "LATEST" });
    const readable = readPosition(iterator);
    if (readable !== undefined) return readable;
    let position = 0;
    for (;;) {
      const last = (await this.#page(stream, position, LARGEST_PAGE)).at(-1);
      if (last === undefined) return position;
      position = positionOf(last);
    }
  }
}

function readPosition(iterator: string): number | undefined {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(iterator, "base64").toString("utf8"))).position;
  } catch {
    return undefined;
  }
}

/** @throws for a sequence number that another emulator makes too long to count with */
function positionOf({ dynamodb: { SequenceNumber } }: EngineRecord): number {
  const position = Number(SequenceNumber);
  if (!Number.isSafeInteger(position))
    throw new Error(
      `The sequence number ${SequenceNumber} of this DynamoDB endpoint is too long for the stream reader.`,
    );
  return position;
}
