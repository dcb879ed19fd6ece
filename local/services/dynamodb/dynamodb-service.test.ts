import {
  DescribeTableCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KEY_ARN, plannedTable, planOf, type Rig, startRig, tableArn } from "./dynamodb.fixture.ts";

const records = plannedTable("records");
const people = plannedTable("people", { keyArn: KEY_ARN });
const plan = planOf(
  [records, people],
  [
    { Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:Query"], Resource: tableArn("records") },
    {
      Effect: "Allow",
      Action: "dynamodb:GetItem",
      Resource: tableArn("records"),
      Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["REP#*"] } },
    },
    { Effect: "Allow", Action: "dynamodb:*", Resource: tableArn("people") },
  ],
);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig(plan);
}, 30_000);
afterAll(() => rig.close());
beforeEach(() => rig.dynamodb.resetCounters());

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "-" } });
const put = (pk: string, more: Record<string, { S: string } | { N: string }> = {}) =>
  new PutItemCommand({ TableName: "records", Item: { ...key(pk), ...more } });

describe("IAM", () => {
  test("lets a role do what it is granted", async () => {
    await rig.client("role").send(put("REP#1", { name: { S: "a" } }));
    const read = await rig
      .client("role")
      .send(new GetItemCommand({ TableName: "records", Key: key("REP#1") }));
    expect(read.Item?.name).toEqual({ S: "a" });
  });

  test("sees the partition of a request as dynamodb:LeadingKeys", async () => {
    await expect(
      rig.client("role").send(new GetItemCommand({ TableName: "records", Key: key("HCP#1") })),
    ).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("dynamodb:GetItem"),
    });
  });

  test("asks for the index's own grant", async () => {
    const query = (IndexName?: string) =>
      new QueryCommand({
        TableName: "records",
        ...(IndexName === undefined ? {} : { IndexName }),
        KeyConditionExpression: "#k = :v",
        ExpressionAttributeNames: { "#k": IndexName === undefined ? "pk" : "gsi1pk" },
        ExpressionAttributeValues: { ":v": { S: "x" } },
      });
    await rig.client("role").send(query());
    await expect(rig.client("role").send(query("gsi1"))).rejects.toMatchObject({
      message: expect.stringContaining(`${tableArn("records")}/index/gsi1`),
    });
  });

  test("asks for every part of a transaction, and writes nothing when one is missing", async () => {
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: "records", Item: key("T#1") } },
        {
          ConditionCheck: {
            TableName: "records",
            Key: key("T#2"),
            ConditionExpression: "attribute_not_exists(pk)",
          },
        },
      ],
    });
    await expect(rig.client("role").send(transaction)).rejects.toMatchObject({
      message: expect.stringContaining("dynamodb:ConditionCheckItem"),
    });
    expect(
      (await rig.client().send(new GetItemCommand({ TableName: "records", Key: key("T#1") }))).Item,
    ).toBeUndefined();
    await rig.client().send(transaction);
  });

  test("asks for the key of a table that has one", async () => {
    await expect(
      rig.client("role").send(new GetItemCommand({ TableName: "people", Key: key("a") })),
    ).rejects.toMatchObject({
      message: expect.stringContaining("kms:Decrypt"),
    });
  });
});

describe("what AWS does not take", () => {
  test("ADD on a nested path is refused, also in a transaction", async () => {
    const add = {
      TableName: "records",
      Key: key("a"),
      UpdateExpression: "SET x = :one ADD #m.n :one",
      ExpressionAttributeNames: { "#m": "m" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
    };
    await expect(rig.client().send(new UpdateItemCommand(add))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("#m.n"),
    });
    await expect(
      rig.client().send(new TransactWriteItemsCommand({ TransactItems: [{ Update: add }] })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("legacy parameters are refused rather than ignored", async () => {
    const conditional = new PutItemCommand({
      TableName: "records",
      Item: key("a"),
      Expected: { pk: { Exists: false } },
    });
    await expect(rig.client().send(conditional)).rejects.toMatchObject({
      message: expect.stringContaining("Expected"),
    });
  });

  test("PartiQL is an unknown operation", async () => {
    await expect(
      rig.client().send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM "records"' })),
    ).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("ExecuteStatement"),
    });
  });
});

describe("an answer", () => {
  test("carries the planned ARNs, also when the table is named by its ARN", async () => {
    const { Table } = await rig.client().send(new DescribeTableCommand({ TableName: tableArn("records") }));
    expect(Table).toMatchObject({
      TableArn: records.arn,
      LatestStreamArn: records.streamArn,
      GlobalSecondaryIndexes: [{ IndexArn: `${records.arn}/index/gsi1` }],
    });
  });

  test("of a failed condition has the item only when it was asked for", async () => {
    await rig.client().send(put("once", { v: { N: "1" } }));
    const again = {
      TableName: "records",
      Item: key("once"),
      ConditionExpression: "attribute_not_exists(pk)",
    };
    const failed = await rig
      .client()
      .send(new PutItemCommand(again))
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: "ConditionalCheckFailedException", Item: undefined });
    await expect(
      rig.client().send(new PutItemCommand({ ...again, ReturnValuesOnConditionCheckFailure: "ALL_OLD" })),
    ).rejects.toMatchObject({ Item: { v: { N: "1" } } });
  });

  test("has as much of the consumed capacity as was asked for", async () => {
    const item = { TableName: "records", Item: { ...key("c"), gsi1pk: { S: "x" }, gsi1sk: { S: "y" } } };
    const none = await rig.client().send(new PutItemCommand(item));
    expect(none.ConsumedCapacity).toBeUndefined();
    const total = await rig.client().send(
      new PutItemCommand({
        ...item,
        Item: { ...item.Item, v: { S: "1" } },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(total.ConsumedCapacity).toEqual({ TableName: "records", CapacityUnits: 2 });
    const all = await rig.client().send(
      new PutItemCommand({
        ...item,
        Item: { ...item.Item, v: { S: "2" } },
        ReturnConsumedCapacity: "INDEXES",
      }),
    );
    expect(all.ConsumedCapacity).toMatchObject({
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 1 } },
    });
  });
});

describe("the counters", () => {
  const big = { S: "x".repeat(3000) };

  test("count started kilobytes of writes and started four kilobytes of reads", async () => {
    await rig.client().send(put("big", { big }));
    await rig
      .client()
      .send(new GetItemCommand({ TableName: "records", Key: key("big"), ConsistentRead: true }));
    await rig.client().send(new GetItemCommand({ TableName: "records", Key: key("big") }));
    expect(rig.dynamodb.counters().records).toEqual({ read: 1.5, write: 3, indexes: {} });
  });

  test("count an index apart and a transaction twice", async () => {
    await rig.client().send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName: "records",
              Item: { ...key("tx"), big, gsi1pk: { S: "x" }, gsi1sk: { S: "y" } },
            },
          },
          {
            ConditionCheck: {
              TableName: "records",
              Key: key("none"),
              ConditionExpression: "attribute_not_exists(pk)",
            },
          },
        ],
      }),
    );
    expect(rig.dynamodb.counters().records).toEqual({
      read: 0,
      write: 8,
      indexes: { gsi1: { read: 0, write: 3 } },
    });
  });

  test("count a failed condition by the size of the item that is there", async () => {
    await rig.client().send(put("there", { big }));
    rig.dynamodb.resetCounters();
    const update = new UpdateItemCommand({
      TableName: "records",
      Key: key("there"),
      UpdateExpression: "SET v = :v",
      ConditionExpression: "attribute_not_exists(pk)",
      ExpressionAttributeValues: { ":v": { N: "1" } },
    });
    await expect(rig.client().send(update)).rejects.toThrow();
    expect(rig.dynamodb.counters().records?.write).toBe(3);
  });
});
