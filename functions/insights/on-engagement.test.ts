import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { openLog } from "../runtime/log.ts";
import { readAggregate } from "./aggregate-store.ts";
import { versionKey } from "./fold.ts";
import { makeFold, type WindowedEvent } from "./on-engagement.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const ids = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
let counter = 0;
function newVersion(): string {
  counter += 1;
  return `ver_01JD00000000000000000000${ids[counter >> 5]}${ids[counter & 31]}`;
}

/** A stream record of an untracked beacon that says: the item was opened `times` times. */
function record(sequence: number, versionId: string, times: number): DynamoDBRecord {
  const rows = Array.from({ length: times }, () => 0);
  const item = {
    pk: "VISIT#vis_1",
    sk: `BATCH#${String(sequence).padStart(8, "0")}`,
    visitId: "vis_1",
    seq: sequence,
    items: [versionId],
    k: rows.map(() => 3),
    i: rows,
    a: rows,
    b: rows,
    r: rows.map(() => 100),
    receivedAt: "2026-11-21T10:00:00.000Z",
  };
  return {
    eventName: "INSERT",
    dynamodb: {
      // real sequence numbers differ in length, so that text order without padding would be wrong
      SequenceNumber: String(sequence),
      NewImage: marshall(item) as NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"],
    },
  } as DynamoDBRecord;
}
const windowed = (records: DynamoDBRecord[], shardId: string) =>
  ({ Records: records, shardId }) as unknown as WindowedEvent;

function foldOn(tables = engine.tables) {
  return makeFold({
    tables,
    insightsTable: engine.names.insights,
    recordsTable: engine.names.records,
    engagementTable: engine.names.engagement,
    realNow: Date.now,
    clock: Date.now,
    log: openLog("test"),
  });
}
const store = () => ({ tables: engine.tables, insightsTable: engine.names.insights, realNow: Date.now });

describe("the fold over the real table engine", () => {
  it("counts every event exactly once, whatever suffix of the stream is replayed and however batches are cut", async () => {
    const fold = foldOn();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(11), fc.integer({ min: 1, max: 12 })), { maxLength: 4 }),
        async (times, replays) => {
          const version = newVersion();
          const records = times.map((count, index) => record(95 + index * 7, version, count));
          let done = 0;
          for (const [back, length] of [...replays, [0, 12] as const]) {
            const from = Math.max(0, done - back);
            const batch = records.slice(from, from + length);
            if (batch.length === 0) continue;
            await fold(windowed(batch, "shardId-000000000001-aa"));
            done = Math.max(done, from + batch.length);
          }
          await fold(windowed(records.slice(done > 0 ? done - 1 : 0), "shardId-000000000001-aa"));
          const { opened } = await readAggregate(store(), versionKey(version));
          expect(opened).toBe(times.reduce((sum, count) => sum + count, 0));
        },
      ),
      { numRuns: 15 },
    );
  });

  it("adds what two shards bring at the same time", async () => {
    const fold = foldOn();
    const version = newVersion();
    const shards = ["shardId-000000000007-aa", "shardId-000000000008-bb"];
    await Promise.all(
      shards.flatMap((shard) => [fold(windowed([record(5, version, 2), record(10, version, 3)], shard))]),
    );
    expect((await readAggregate(store(), versionKey(version))).opened).toBe(10);
  });

  it("keeps bad data as rejected and counts the rest of the batch", async () => {
    const version = newVersion();
    const bad = record(20, version, 1);
    if (bad.dynamodb?.NewImage !== undefined) bad.dynamodb.NewImage["k"] = { S: "not a column" };
    await foldOn()(windowed([bad, record(21, version, 1)], "shardId-000000000009-cc"));
    expect((await readAggregate(store(), versionKey(version))).opened).toBe(1);
  });

  it("forgets watermarks after 48 hours, so that an item does not grow with every shard there ever was", async () => {
    const version = newVersion();
    const old = { wm_1_old: { sequence: "1".padStart(40, "0"), setAt: Date.now() - 49 * 3_600_000 } };
    await engine.tables.send(
      new PutCommand({
        TableName: engine.names.insights,
        Item: { ...versionKey(version), v: 1, rev: 1, opened: 1, marks: old },
      }),
    );
    await foldOn()(windowed([record(1, version, 1)], "shardId-000000000010-dd"));
    const { opened, marks } = await readAggregate(store(), versionKey(version));
    expect(opened).toBe(2);
    expect(Object.keys(marks)).toEqual(["wm_10_dd"]);
  });
});
