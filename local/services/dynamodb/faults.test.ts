import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { plannedTable, planOf, type Rig, startRig } from "./dynamodb.fixture.ts";
import { DEFAULT_FAULTS, type FaultOptions, seededRandom } from "./faults.ts";

let rig: Rig | undefined;
afterEach(() => rig?.close());

const none: FaultOptions = {
  ...DEFAULT_FAULTS,
  transactionConflictRate: 0,
  gsiLagMs: 0,
  lostResponseRate: 0,
  rotatingShards: false,
};
async function withFaults(faults: Partial<FaultOptions>): Promise<Rig> {
  rig = await startRig(planOf([plannedTable("records")]), { faults: { ...none, ...faults } });
  return rig;
}
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });
const get = (pk: string) => new GetItemCommand({ TableName: "records", Key: key(pk) });

describe("with faults", () => {
  test("a transaction meets a conflict, in DynamoDB's form, and nothing is written", async () => {
    const client = (await withFaults({ transactionConflictRate: 1 })).client();
    const transaction = new TransactWriteItemsCommand({
      TransactItems: ["a", "b"].map((pk) => ({ Put: { TableName: "records", Item: key(pk) } })),
    });
    const failed = await client.send(transaction).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      name: "TransactionCanceledException",
      message: expect.stringMatching(/\[(None, TransactionConflict|TransactionConflict, None)\]$/),
    });
    const codes = (failed as { CancellationReasons: { Code: string }[] }).CancellationReasons.map(
      ({ Code }) => Code,
    );
    expect(codes.sort()).toEqual(["None", "TransactionConflict"]);
    expect((await client.send(get("a"))).Item).toBeUndefined();
  });

  test("a write whose response is lost has happened", async () => {
    const client = (await withFaults({ lostResponseRate: 1 })).client();
    await expect(
      client.send(new PutItemCommand({ TableName: "records", Item: key("a") })),
    ).rejects.toMatchObject({
      name: "InternalServerError",
      $metadata: { httpStatusCode: 500 },
    });
    expect((await client.send(get("a"))).Item).toBeDefined();
  });
});

describe("with lost answers and conflicts", () => {
  test("the next try of a transaction that has happened hears so, and of no conflict", async () => {
    const client = (await withFaults({ lostResponseRate: 0.5, transactionConflictRate: 0.5 })).client();
    const condition = { ConditionExpression: "attribute_not_exists(pk)" };
    const outcomes = new Set<string>();
    for (let number = 0; number < 40; number++) {
      const item = key(`once-${number}`);
      const transaction = new TransactWriteItemsCommand({
        ClientRequestToken: `token-${number}`,
        TransactItems: [{ Put: { TableName: "records", Item: item, ...condition } }],
      });
      let outcome = "InternalServerError";
      while (outcome === "InternalServerError") {
        outcome = await client.send(transaction).then(
          () => "committed",
          (error: Error) => error.name,
        );
      }
      const { Item } = await client.send(get(`once-${number}`));
      outcomes.add(`${outcome} ${Item === undefined ? "nothing" : "written"}`);
    }
    expect([...outcomes].sort()).toEqual(["TransactionCanceledException nothing", "committed written"]);
  });
});

describe("a global index that lags", () => {
  const query = (FilterExpression?: string) =>
    new QueryCommand({
      TableName: "records",
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :g",
      ExpressionAttributeValues: {
        ":g": { S: "g" },
        ...(FilterExpression === undefined ? {} : { ":v": { N: "2" } }),
      },
      ...(FilterExpression === undefined ? {} : { FilterExpression }),
    });
  const put = (value: string, sort = "1") =>
    new PutItemCommand({
      TableName: "records",
      Item: { ...key("a"), gsi1pk: { S: "g" }, gsi1sk: { S: sort }, v: { N: value } },
    });

  test("does not show a new item, then shows it", async () => {
    const client = (await withFaults({ gsiLagMs: 150 })).client();
    await client.send(put("1"));
    expect(await client.send(query())).toMatchObject({ Items: [], Count: 0, ScannedCount: 0 });
    expect((await client.send(get("a"))).Item?.v).toEqual({ N: "1" });
    await expect.poll(async () => (await client.send(query())).Count, { timeout: 20_000 }).toBe(1);
  });

  test("shows a changed item as it was", async () => {
    const client = (await withFaults({ gsiLagMs: 400 })).client();
    await client.send(put("1"));
    await expect.poll(async () => (await client.send(query())).Count, { timeout: 20_000 }).toBe(1);
    await client.send(put("2"));
    expect((await client.send(query())).Items?.[0]?.v).toEqual({ N: "1" });
    await client.send(
      new UpdateItemCommand({
        TableName: "records",
        Key: key("a"),
        UpdateExpression: "SET v = :v",
        ExpressionAttributeValues: { ":v": { N: "3" } },
      }),
    );
    expect((await client.send(query())).Items?.[0]?.v).not.toEqual({ N: "3" });
    await expect
      .poll(async () => (await client.send(query())).Items?.[0]?.v, { timeout: 20_000 })
      .toEqual({ N: "3" });
  });

  test("never shows an old item that the filter would have left out", async () => {
    const client = (await withFaults({ gsiLagMs: 60_000 })).client();
    await client.send(put("1"));
    await client.send(put("2"));
    expect((await client.send(query("v = :v"))).Items).toEqual([]);
  });
});

test("the same seed gives the same faults, spread over [0, 1)", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const [left, right] = [seededRandom(seed), seededRandom(seed)];
      const values = Array.from({ length: 200 }, () => left());
      expect(values).toEqual(Array.from({ length: 200 }, () => right()));
      expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean).toBeGreaterThan(0.35);
      expect(mean).toBeLessThan(0.65);
    }),
  );
});
