import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import sqlite from "node-sqlite3-wasm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plannedTable, planOf, startRig } from "./dynamodb.fixture.ts";
import { prepareStreamRecords } from "./stream-records-file.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "stream-records-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const put = (table: string, pk: string) =>
  new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: "-" } } });

function inDatabase<Result>(use: (database: InstanceType<typeof sqlite.Database>) => Result): Result {
  const database = new sqlite.Database(join(dataDir, "dynamodb.sqlite"));
  try {
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    return use(database);
  } finally {
    database.close();
  }
}

test("records older than a day are gone after a restart, numbers go on, and a quiet table keeps its newest", async () => {
  const plan = planOf([plannedTable("busy"), plannedTable("quiet")]);
  const before = await startRig(plan, { dataDir });
  for (const pk of ["1", "2", "3"]) await before.client().send(put("busy", pk));
  for (const pk of ["1", "2"]) await before.client().send(put("quiet", pk));
  const [, , third] = (await before.dynamodb.streams.readStream("busy", "TRIM_HORIZON", 10)).records;
  await before.close();
  inDatabase((database) => {
    const old = Math.floor(Date.now() / 1000) - 25 * 60 * 60;
    database.run(
      "UPDATE _stream_records SET created_at = ? WHERE table_name = 'quiet' OR CAST(sequence_number AS INTEGER) < 3",
      [old],
    );
  });

  const after = await startRig(plan, { dataDir });
  await after.client().send(put("busy", "4"));
  await after.client().send(put("quiet", "3"));
  const busy = (await after.dynamodb.streams.readStream("busy", "TRIM_HORIZON", 10)).records;
  const quiet = (await after.dynamodb.streams.readStream("quiet", "TRIM_HORIZON", 10)).records;
  await after.close();
  const keys = (records: typeof busy) => records.map(({ dynamodb }) => dynamodb.Keys.pk);
  expect(keys(busy)).toEqual([{ S: "3" }, { S: "4" }]);
  expect(keys(quiet)).toEqual([{ S: "2" }, { S: "3" }]);
  expect(busy[0]?.dynamodb.SequenceNumber).toBe(third?.dynamodb.SequenceNumber);
  expect(BigInt(busy[1]?.dynamodb.SequenceNumber ?? 0)).toBe(
    BigInt(third?.dynamodb.SequenceNumber ?? 0) + 1n,
  );
}, 30_000);

test("the next sequence number is found by an index, not by reading all records", async () => {
  const rig = await startRig(planOf([plannedTable("records")]), { dataDir });
  await rig.close();
  expect(prepareStreamRecords(join(dataDir, "dynamodb.sqlite"), Date.now())).toEqual({ trimmed: 0 });
  const plan = inDatabase((database) =>
    database.all(
      "EXPLAIN QUERY PLAN SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?",
      ["records"],
    ),
  );
  expect(JSON.stringify(plan)).toContain("USING COVERING INDEX ix_stream_sequence");
}, 30_000);
