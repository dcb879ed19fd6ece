import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as sdk from "@aws-sdk/client-dynamodb";
import * as secrets from "@aws-sdk/client-secrets-manager";
import * as lib from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineTables, startTables } from "../../../test/engine/tables.ts";
import * as leanSdk from "./client-dynamodb.ts";
import * as leanSecrets from "./client-secrets-manager.ts";
import { ServiceException } from "./json-client.ts";
import * as leanLib from "./lib-dynamodb.ts";

/** A request as the service gets it; what differs by nature (token, signature, agent) is left out. */
interface Seen {
  readonly target: unknown;
  readonly type: unknown;
  readonly signed: boolean;
  readonly token: string | undefined;
  readonly body: unknown;
}

const ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "session",
};
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "session" };
const OPTIONS = { marshallOptions: { removeUndefinedValues: true } };

let engine: EngineTables;
/** Stands between client and engine; `refuse` makes it answer instead. */
let proxy: Server;
let seen: Seen[] = [];
let refuse: ((attempt: number) => { status: number; body: object } | "reset" | undefined) | undefined;

beforeAll(async () => {
  engine = await startTables();
  const target = (await engine.tables.config.endpoint?.()) ?? { hostname: "", port: 0 };
  proxy = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    seen.push({
      target: request.headers["x-amz-target"],
      type: request.headers["content-type"],
      signed: /^AWS4-HMAC-SHA256 .*SignedHeaders=.*x-amz-security-token.*x-amz-target/.test(
        request.headers.authorization ?? "",
      ),
      token: /"ClientRequestToken":"([^"]+)"/.exec(text)?.[1],
      body: JSON.parse(text, (key, value) => (key === "ClientRequestToken" ? "token" : value)),
    });
    const refusal = refuse?.(seen.length);
    if (refusal === "reset") return void request.socket.destroy();
    if (refusal !== undefined)
      return void response.writeHead(refusal.status).end(JSON.stringify(refusal.body));
    const answer = await fetch(`http://${target.hostname}:${target.port}/`, {
      method: "POST",
      headers: {
        "x-amz-target": String(request.headers["x-amz-target"]),
        "content-type": String(request.headers["content-type"]),
        authorization: String(request.headers.authorization),
        "x-amz-date": String(request.headers["x-amz-date"]),
      },
      body: text,
    });
    response.writeHead(answer.status, { "x-amzn-requestid": "request-1" }).end(await answer.text());
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: address });
});
afterAll(async () => {
  for (const name of [...Object.keys(ENVIRONMENT), "AWS_ENDPOINT_URL"]) delete process.env[name];
  proxy.closeAllConnections();
  proxy.close();
  await engine.close();
});

const whole = () => lib.DynamoDBDocumentClient.from(new sdk.DynamoDBClient({ credentials }), OPTIONS);
const lean = () => leanLib.DynamoDBDocumentClient.from(new leanSdk.DynamoDBClient({}), OPTIONS);

/** Every command that the functions use, in an order that gives each something to find. */
const COMMANDS = (table: string) => {
  const key = { pk: "A", sk: "1" };
  const value = {
    text: "é",
    list: [1, true, null],
    map: { inner: "x" },
    gone: undefined,
    set: new Set(["s"]),
  };
  return [
    ["PutCommand", { TableName: table, Item: { ...key, ...value, rev: 1 } }],
    ["GetCommand", { TableName: table, Key: key, ConsistentRead: true }],
    ["GetCommand", { TableName: table, Key: { pk: "nobody", sk: "1" } }],
    [
      "UpdateCommand",
      {
        TableName: table,
        Key: key,
        UpdateExpression: "SET #n = :n ADD rev :one",
        ExpressionAttributeNames: { "#n": "name" },
        ExpressionAttributeValues: { ":n": "new", ":one": 1 },
        ReturnValues: "ALL_NEW",
      },
    ],
    [
      "TransactWriteCommand",
      {
        TransactItems: [
          { Put: { TableName: table, Item: { pk: "A", sk: "2", n: 2 } } },
          {
            Update: {
              TableName: table,
              Key: key,
              UpdateExpression: "SET rev = :r",
              ExpressionAttributeValues: { ":r": 3 },
            },
          },
          {
            ConditionCheck: {
              TableName: table,
              Key: { pk: "B", sk: "1" },
              ConditionExpression: "attribute_not_exists(pk)",
            },
          },
        ],
      },
    ],
    [
      "QueryCommand",
      {
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "A" },
        Limit: 1,
        ExclusiveStartKey: undefined,
      },
    ],
    [
      "QueryCommand",
      {
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "A" },
        ExclusiveStartKey: key,
        Select: "COUNT",
      },
    ],
    ["ScanCommand", { TableName: table, Limit: 1 }],
    ["BatchGetCommand", { RequestItems: { [table]: { Keys: [key, { pk: "A", sk: "2" }] } } }],
    ["DeleteCommand", { TableName: table, Key: { pk: "A", sk: "2" }, ReturnValues: "ALL_OLD" }],
    ["PutCommand", { TableName: table, Item: { ...key }, ConditionExpression: "attribute_not_exists(pk)" }],
    [
      "TransactWriteCommand",
      {
        TransactItems: [
          {
            Put: { TableName: table, Item: { ...key }, ConditionExpression: "attribute_not_exists(pk)" },
          },
          { Delete: { TableName: table, Key: { pk: "Z", sk: "1" } } },
        ],
      },
    ],
    ["GetCommand", { TableName: "no-such-table", Key: key }],
  ] as const;
};

type Send = (name: string, input: object) => Promise<unknown>;
const wholeCommands: Record<string, unknown> = { ...lib };
const leanCommands: Record<string, unknown> = { ...leanLib };
const sendWhole: Send = (name, input) => {
  const Command = wholeCommands[name] as typeof lib.GetCommand;
  return whole().send(new Command(input as never));
};
const sendLean: Send = (name, input) => {
  const Command = leanCommands[name] as typeof leanLib.GetCommand;
  return lean().send(new Command(input as never));
};

/** What a client sent and what it gave back, table names evened out. */
async function traceOf(send: Send, table: string) {
  const trace = [];
  for (const [name, input] of COMMANDS(table)) {
    seen = [];
    const outcome = await send(name, input).then(
      (output) => ({ ...(output as object), $metadata: undefined }),
      (error: sdk.DynamoDBServiceException) => ({
        name: error.name,
        message: error.message,
        fault: error.$fault,
        status: error.$metadata.httpStatusCode,
        reasons: (error as sdk.TransactionCanceledException).CancellationReasons?.map(({ Code }) => Code),
      }),
    );
    trace.push({ name, seen: seen.map((one) => ({ ...one, token: one.token?.length })), outcome });
  }
  return JSON.parse(
    JSON.stringify(trace, (_key, value) => (value instanceof Set ? [...value] : value)).replaceAll(
      table,
      "TABLE",
    ),
  );
}

describe("the lean DynamoDB client of the bundles", () => {
  it("sends what the SDK's sends and gives back what it gives, for every command", async () => {
    refuse = undefined;
    const expected = await traceOf(sendWhole, engine.names.records);
    const trace = await traceOf(sendLean, engine.names.people);
    expect(trace).toEqual(expected);
    expect(trace.every((one: { seen: Seen[] }) => one.seen.every(({ signed }) => signed))).toBe(true);
  });

  it("throws exceptions that code tells apart by class, like the SDK's", async () => {
    const refused = { TableName: engine.names.people, Item: { pk: "A", sk: "1" } };
    const once = { ...refused, ConditionExpression: "attribute_not_exists(pk)" };
    await expect(sendLean("PutCommand", once)).rejects.toBeInstanceOf(
      leanSdk.ConditionalCheckFailedException,
    );
    await expect(sendLean("TransactWriteCommand", { TransactItems: [{ Put: once }] })).rejects.toBeInstanceOf(
      leanSdk.TransactionCanceledException,
    );
  });

  it("tries as often as the SDK's when the service fails, and gives the last failure", async () => {
    refuse = () => ({ status: 500, body: { __type: "x#InternalServerError", message: "sorry" } });
    for (const send of [sendWhole, sendLean]) {
      seen = [];
      const input = { TableName: engine.names.people, Key: { pk: "A", sk: "1" } };
      await expect(send("GetCommand", input)).rejects.toMatchObject({ name: "InternalServerError" });
      expect(seen).toHaveLength(4);
    }
  });

  it("repeats a transaction whose answer was lost under the same token, so that it happens once", async () => {
    refuse = (attempt) => (attempt === 1 ? "reset" : undefined);
    seen = [];
    await sendLean("TransactWriteCommand", {
      TransactItems: [{ Put: { TableName: engine.names.people, Item: { pk: "T", sk: "1" } } }],
    });
    expect(seen).toHaveLength(2);
    expect(seen[0]?.token).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen[1]?.token).toBe(seen[0]?.token);
  });

  it("asks once where the caller wants one attempt, and refuses options that it would ignore", async () => {
    refuse = () => "reset";
    seen = [];
    const once = leanLib.DynamoDBDocumentClient.from(new leanSdk.DynamoDBClient({ maxAttempts: 1 }));
    await expect(once.send(new leanLib.ScanCommand({ TableName: "t" }))).rejects.toThrow();
    expect(seen).toHaveLength(1);
    expect(() => new leanSdk.DynamoDBClient({ requestHandler: {} } as never)).toThrow(/requestHandler/);
  });
});

describe("the lean Secrets Manager client of the bundles", () => {
  it("asks as the SDK's does and gives the secret", async () => {
    refuse = () => ({ status: 200, body: { Name: "s", SecretString: "text" } });
    const trace = [];
    for (const client of [
      new secrets.SecretsManagerClient({ credentials }),
      new leanSecrets.SecretsManagerClient({}),
    ]) {
      seen = [];
      const command = new secrets.GetSecretValueCommand({ SecretId: "s" });
      const answer = await client.send(command as never);
      trace.push({ seen, text: (answer as { SecretString?: string }).SecretString });
    }
    expect(trace[1]).toEqual(trace[0]);
    expect(trace[1]?.text).toBe("text");
  });

  it("names the exception of a refusal", async () => {
    refuse = () => ({
      status: 400,
      body: { __type: "ResourceNotFoundException", Message: "no such secret" },
    });
    const asked = new leanSecrets.SecretsManagerClient().send(
      new leanSecrets.GetSecretValueCommand({ SecretId: "s" }),
    );
    await expect(asked).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "no such secret",
    });
    await expect(asked).rejects.toBeInstanceOf(ServiceException);
  });
});
