import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plannedTable, planOf, type Rig, startRig } from "./dynamodb.fixture.ts";
import { DEFAULT_FAULTS } from "./faults.ts";
import { createMappingSource } from "./mapping-source.ts";
import type { StreamPosition } from "./stream-reader.ts";
import type { StreamRecord } from "./stream-record.ts";

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });

describe("a stream", () => {
  let rig: Rig;
  const tables = ["shape", "noop", "latest", "quiet", "pages"].map((name) => plannedTable(name));
  const keysOnly = plannedTable("keys-only", {}, "KEYS_ONLY");
  const { streamArn: _, ...mute } = plannedTable("mute");
  beforeAll(async () => {
    rig = await startRig(planOf([...tables, keysOnly, mute]));
  }, 30_000);
  afterAll(() => rig.close());

  test("hands records over in the form that Lambda has them", async () => {
    const client = rig.client();
    await client.send(new PutItemCommand({ TableName: "shape", Item: { ...key("a"), v: { N: "1" } } }));
    await client.send(new PutItemCommand({ TableName: "shape", Item: { ...key("a"), v: { N: "2" } } }));
    await client.send(new DeleteItemCommand({ TableName: "shape", Key: key("a") }));
    const { records } = await rig.dynamodb.streams.readStream("shape", "TRIM_HORIZON", 100);
    expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(records[1]).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: "MODIFY",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "us-east-1",
      eventSourceARN: tables[0]?.streamArn,
      dynamodb: {
        ApproximateCreationDateTime: expect.closeTo(Date.now() / 1000, -2),
        Keys: key("a"),
        NewImage: { ...key("a"), v: { N: "2" } },
        OldImage: { ...key("a"), v: { N: "1" } },
        SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
        SizeBytes: expect.any(Number),
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
    expect(records[2]).not.toHaveProperty("userIdentity");
  });

  test("has no record of a write that changed nothing", async () => {
    const client = rig.client();
    const same = new PutItemCommand({ TableName: "noop", Item: { ...key("a"), tags: { SS: ["x", "y"] } } });
    await client.send(same);
    await client.send(
      new PutItemCommand({ TableName: "noop", Item: { ...key("a"), tags: { SS: ["y", "x"] } } }),
    );
    await client.send(same);
    const first = await rig.dynamodb.streams.readStream("noop", "TRIM_HORIZON", 1);
    expect(first.records).toHaveLength(1);
    const rest = await rig.dynamodb.streams.readStream("noop", first.lastSequence, 100);
    expect(rest.records).toEqual([]);
    expect(BigInt(rest.lastSequence)).toBe(BigInt(first.lastSequence) + 2n);
  });

  test("can be read from now on", async () => {
    const client = rig.client();
    await client.send(new PutItemCommand({ TableName: "latest", Item: key("before") }));
    const { lastSequence } = await rig.dynamodb.streams.readStream("latest", "LATEST", 100);
    await client.send(new PutItemCommand({ TableName: "latest", Item: key("after") }));
    const { records } = await rig.dynamodb.streams.readStream("latest", lastSequence, 100);
    expect(records.map(({ dynamodb }) => dynamodb.Keys.pk)).toEqual([{ S: "after" }]);
  });

  test("that is still empty keeps the position that was asked for", async () => {
    expect(await rig.dynamodb.streams.readStream("quiet", "TRIM_HORIZON", 100)).toEqual({
      records: [],
      lastSequence: "TRIM_HORIZON",
      atEnd: false,
    });
  });

  test("shows only what the plan's view type shows", async () => {
    await rig
      .client()
      .send(new PutItemCommand({ TableName: "keys-only", Item: { ...key("a"), secret: { S: "s" } } }));
    const [record] = (await rig.dynamodb.streams.readStream("keys-only", "TRIM_HORIZON", 100)).records;
    expect(record?.dynamodb).not.toHaveProperty("NewImage");
    expect(record?.dynamodb.StreamViewType).toBe("KEYS_ONLY");
  });

  test("is read page by page without loss or repetition", async () => {
    const client = rig.client();
    for (let batch = 0; batch < 4; batch++)
      await client.send(
        new BatchWriteItemCommand({
          RequestItems: {
            pages: Array.from({ length: 25 }, (_, index) => ({
              PutRequest: { Item: key(`${batch * 25 + index}`) },
            })),
          },
        }),
      );
    const seen: string[] = [];
    let after: StreamPosition = "TRIM_HORIZON";
    for (;;) {
      const page = await rig.dynamodb.streams.readStream("pages", after, 7);
      if (page.records.length === 0) break;
      expect(page.records.length).toBeLessThanOrEqual(7);
      seen.push(...page.records.map(({ dynamodb }) => (dynamodb.Keys.pk as { S: string }).S));
      after = page.lastSequence;
    }
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`));
  });

  test("of a table without one is an error", async () => {
    await expect(rig.dynamodb.streams.readStream("mute", "LATEST", 1)).rejects.toThrow("mute has no stream");
  });
});

describe("with rotating shards", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig(planOf([plannedTable("records")]), {
      faults: { ...DEFAULT_FAULTS, transactionConflictRate: 0, lostResponseRate: 0, gsiLagMs: 0 },
    });
  }, 30_000);
  afterAll(() => rig.close());

  test("every record is in exactly one shard, in order per key, and parents end before their children", async () => {
    const client = rig.client();
    for (let round = 0; round < 60; round++)
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          client.send(
            new UpdateItemCommand({
              TableName: "records",
              Key: key(`k${index}`),
              UpdateExpression: "SET v = :v",
              ExpressionAttributeValues: { ":v": { N: String(round) } },
            }),
          ),
        ),
      );
    const { streams } = rig.dynamodb;
    const shards = await streams.shards("records");
    expect(shards.length).toBe(6);
    expect(shards.filter(({ endingSequenceNumber }) => endingSequenceNumber === undefined)).toHaveLength(2);
    const seen: StreamRecord[] = [];
    for (const shard of shards) {
      const { parentShardId, shardId, endingSequenceNumber } = shard;
      expect(parentShardId === undefined || shards.some((other) => other.shardId === parentShardId)).toBe(
        true,
      );
      let after: StreamPosition = "TRIM_HORIZON";
      const inShard: StreamRecord[] = [];
      for (;;) {
        const page = await streams.readStream("records", after, 30, shardId);
        inShard.push(...page.records);
        after = page.lastSequence;
        if (page.atEnd || page.records.length === 0) {
          expect(page.atEnd).toBe(endingSequenceNumber !== undefined);
          break;
        }
      }
      seen.push(...inShard);
    }
    expect(seen).toHaveLength(480);
    const valuesOf = (pk: string) =>
      seen
        .filter(({ dynamodb }) => JSON.stringify(dynamodb.Keys.pk) === JSON.stringify({ S: pk }))
        .map(({ dynamodb }) => dynamodb.NewImage?.v);
    for (let index = 0; index < 8; index++)
      expect(valuesOf(`k${index}`)).toEqual(Array.from({ length: 60 }, (_, round) => ({ N: String(round) })));
    await expect(streams.readStream("records", "LATEST", 1, "shardId-none")).rejects.toThrow(
      "no stream shard",
    );
  });

  test("a mapping gets a child shard only when it has delivered the parent", async () => {
    const { streams } = rig.dynamodb;
    const arn = plannedTable("records").streamArn ?? "";
    const batchSize = 50;
    const source = createMappingSource(streams, { batchSize });
    const checkpoints = new Map<string, StreamPosition>();
    const order: string[] = [];
    for (let round = 0; round < 40; round++)
      for (const shardId of await source.shards(arn)) {
        const after = checkpoints.get(shardId) ?? "TRIM_HORIZON";
        const { records, next } = await source.read(arn, shardId, after, batchSize);
        order.push(
          ...records.map(
            ({ dynamodb }) => `${JSON.stringify(dynamodb.Keys.pk)} ${JSON.stringify(dynamodb.NewImage?.v)}`,
          ),
        );
        checkpoints.set(shardId, next);
      }
    expect(order).toHaveLength(480);
    for (let index = 0; index < 8; index++) {
      const mine = order.filter((entry) => entry.startsWith(`{"S":"k${index}"}`));
      expect(mine).toEqual(Array.from({ length: 60 }, (_, round) => `{"S":"k${index}"} {"N":"${round}"}`));
    }
    const late = createMappingSource(streams, { batchSize });
    const positions = new Map<string, StreamPosition>();
    for (let round = 0; round < 10; round++)
      for (const shardId of await late.shards(arn)) {
        const start = round === 0 ? "LATEST" : "TRIM_HORIZON";
        const { records, next } = await late.read(arn, shardId, positions.get(shardId) ?? start, batchSize);
        expect(records).toEqual([]);
        positions.set(shardId, next);
      }
    expect(positions.size).toBe(6);
  });
});
