import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plannedTable, planOf, type Rig, startRig } from "./dynamodb.fixture.ts";

let rig: Rig;
let businessMs = Date.now();
beforeAll(async () => {
  rig = await startRig(planOf([plannedTable("records")]), {
    clock: { now: () => businessMs, offsetMs: () => businessMs - Date.now() },
  });
}, 30_000);
afterAll(() => rig.close());

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });
const put = (pk: string, expiresAt: number | string) =>
  rig.client().send(
    new PutItemCommand({
      TableName: "records",
      Item: {
        ...key(pk),
        expiresAt: typeof expiresAt === "number" ? { N: String(expiresAt) } : { S: expiresAt },
      },
    }),
  );
const exists = async (pk: string) =>
  (await rig.client().send(new GetItemCommand({ TableName: "records", Key: key(pk) }))).Item !== undefined;

test("items expire by business time, and the stream says that DynamoDB deleted them", async () => {
  const now = Math.floor(businessMs / 1000);
  await put("soon", now + 60);
  await put("later", now + 3600);
  await put("no-number", "tomorrow");
  await put("a-mistake", 12_345);
  await put("by-hand", now + 60);
  await rig.client().send(new DeleteItemCommand({ TableName: "records", Key: key("by-hand") }));
  expect(await rig.dynamodb.sweepExpired()).toBe(0);

  const written: string[] = [];
  const stop = rig.dynamodb.onWrite((table) => written.push(table));
  businessMs += 120_000;
  expect(await rig.dynamodb.sweepExpired()).toBe(1);
  stop();
  expect(written).toEqual(["records"]);
  expect(await Promise.all(["soon", "later", "no-number", "a-mistake"].map(exists))).toEqual([
    false,
    true,
    true,
    true,
  ]);

  const { records } = await rig.dynamodb.streams.readStream("records", "TRIM_HORIZON", 100);
  const removed = records.filter(({ eventName }) => eventName === "REMOVE");
  expect(removed.map(({ dynamodb, userIdentity }) => [dynamodb.Keys.pk, userIdentity])).toEqual([
    [{ S: "by-hand" }, undefined],
    [{ S: "soon" }, { type: "Service", principalId: "dynamodb.amazonaws.com" }],
  ]);
});
