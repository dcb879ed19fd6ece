import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as sqs from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClosableJournal, createJournal } from "../../journal/journal.ts";
import type { QueuePlan } from "../../plan/plan.ts";
import type { AwsRequest } from "../../runtime-ports.ts";
import { serve } from "../serve.fixture.ts";
import { openQueues, type Queues } from "./queues.ts";
import { createSqsService } from "./sqs-service.ts";

const arnOf = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:${name}`;
const plan = (name: string, rest: Partial<QueuePlan> = {}): QueuePlan => ({
  stack: "Service",
  logicalId: name,
  name,
  arn: arnOf(name),
  url: `http://127.0.0.1:1/111122223333/${name}`,
  visibilitySeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  ...rest,
});
const plans = [
  plan("work", { redrive: { deadLetterArn: arnOf("dead"), maxReceiveCount: 2 } }),
  plan("dead"),
  plan("slow", { delaySeconds: 60 }),
];

let dir: string;
let now: number;
let journal: ClosableJournal;
let queues: Queues;
let client: sqs.SQSClient;
let stopServing: () => Promise<void>;

async function start(): Promise<void> {
  journal = createJournal(dir);
  queues = await openQueues(plans, journal, () => now);
  const served = await serve(createSqsService({ queues, region: "eu-central-1", account: "111122223333" }));
  stopServing = served.close;
  client = new sqs.SQSClient({
    endpoint: served.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
}
async function stop(): Promise<void> {
  client.destroy();
  queues.close();
  await stopServing();
  await journal.close();
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "sqs-"));
  now = Date.parse("2031-01-01T00:00:00Z");
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(dir, { recursive: true, force: true });
});

const urlOf = (name: string) => `http://anywhere/111122223333/${name}`;
const send = (body: string, rest: Partial<sqs.SendMessageCommandInput> = {}) =>
  client.send(new sqs.SendMessageCommand({ QueueUrl: urlOf("work"), MessageBody: body, ...rest }));
const receive = async (name = "work", rest: Partial<sqs.ReceiveMessageCommandInput> = {}) => {
  const input = { QueueUrl: urlOf(name), MaxNumberOfMessages: 10, ...rest };
  return (await client.send(new sqs.ReceiveMessageCommand(input))).Messages ?? [];
};
const nameOfFailure = (promise: Promise<unknown>) =>
  promise.then(
    () => "succeeded",
    (error: Error) => error.name,
  );

describe("the SQS service", () => {
  it("delivers a message with checksums the SDK accepts, and its attributes as asked for", async () => {
    const attributes = {
      kind: { DataType: "String", StringValue: "invitation" },
      size: { DataType: "Number", StringValue: "12" },
      bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 255]) },
    };
    const sent = await send("grüße", { MessageAttributes: attributes });
    const [message] = await receive("work", {
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "grüße",
      MD5OfBody: sent.MD5OfMessageBody,
    });
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.MessageAttributes).toEqual(attributes);
    expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: "1", SentTimestamp: String(now) });
  });

  it("computes the attribute digest of the SQS documentation's algorithm", async () => {
    const sent = await send("x", {
      MessageAttributes: { test: { DataType: "String", StringValue: "value" } },
    });
    // md5 of 00000004 "test" 00000006 "String" 01 00000005 "value", computed independently.
    expect(sent.MD5OfMessageAttributes).toBe("9c35d992dee4528f7d20c274d61e16f5");
  });

  it("hides a received message until its visibility timeout and deletes it by the last handle only", async () => {
    await send("once");
    const [first] = await receive();
    expect(await receive()).toEqual([]);
    now += 30_000;
    const [second] = await receive();
    expect(second?.MessageId).toBe(first?.MessageId);
    const remove = (handle: string | undefined) =>
      client.send(new sqs.DeleteMessageCommand({ QueueUrl: urlOf("work"), ReceiptHandle: handle }));
    await remove(first?.ReceiptHandle);
    expect(queues.byUrl("work").counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    await remove(second?.ReceiptHandle);
    expect(queues.byUrl("work").counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("moves a message to the dead-letter queue when it would be received once too often", async () => {
    const { MessageId } = await send("poison");
    for (let count = 0; count < 2; count += 1) {
      expect(await receive("work", { VisibilityTimeout: 0 })).toHaveLength(1);
    }
    expect(await receive()).toEqual([]);
    const [letter] = await receive("dead", { MessageSystemAttributeNames: ["All"] });
    expect(letter).toMatchObject({ MessageId, Body: "poison" });
    expect(letter?.Attributes?.DeadLetterQueueSourceArn).toBe(arnOf("work"));
  });

  it("waits for a message up to the long poll's time and gives it at once when it comes", async () => {
    const waiting = receive("work", { WaitTimeSeconds: 20 });
    await send("late");
    expect((await waiting).map(({ Body }) => Body)).toEqual(["late"]);
  });

  it("wakes a long poll when a consumer gives its message back", async () => {
    await send("mine");
    const [message] = await receive();
    const waiting = receive("work", { WaitTimeSeconds: 20 });
    await client.send(
      new sqs.ChangeMessageVisibilityCommand({
        QueueUrl: urlOf("work"),
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await waiting).toHaveLength(1);
  });

  it("delays by the queue's setting or the message's own", async () => {
    await client.send(new sqs.SendMessageCommand({ QueueUrl: urlOf("slow"), MessageBody: "by queue" }));
    await client.send(
      new sqs.SendMessageCommand({ QueueUrl: urlOf("slow"), MessageBody: "own", DelaySeconds: 5 }),
    );
    expect(await receive("slow")).toEqual([]);
    now += 5000;
    expect((await receive("slow")).map(({ Body }) => Body)).toEqual(["own"]);
    now += 55_000;
    expect((await receive("slow", { VisibilityTimeout: 0 })).map(({ Body }) => Body)).toContain("by queue");
  });

  it("forgets a message after the retention period", async () => {
    await send("old");
    now += 345_600_000;
    expect(await receive()).toEqual([]);
    expect(queues.byUrl("work").counts().visible).toBe(0);
  });

  it("keeps messages, receive counts and deletions over a restart, and frees what a dead consumer held", async () => {
    await send("held");
    await receive("work", { VisibilityTimeout: 0 });
    await send("deleted");
    const messages = await receive();
    const deleted = messages.find(({ Body }) => Body === "deleted");
    await client.send(
      new sqs.DeleteMessageCommand({ QueueUrl: urlOf("work"), ReceiptHandle: deleted?.ReceiptHandle }),
    );
    await stop();
    await start();
    const again = await receive("work", { MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(again.map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount])).toEqual([
      ["held", "2"],
    ]);
  });

  it("makes no dead letter of a message because the runtime ended while a consumer held it", async () => {
    await send("held");
    for (let crash = 0; crash < 5; crash += 1) {
      expect((await receive()).map(({ Body }) => Body)).toEqual(["held"]);
      await stop();
      await start();
    }
    expect(await receive("dead")).toEqual([]);
  });

  it("never gives one message to two consumers at once", async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => send(String(n))));
    const received = (await Promise.all(Array.from({ length: 8 }, () => receive()))).flat();
    expect(received.length).toBe(40);
    expect(new Set(received.map(({ Body }) => Body)).size).toBe(40);
  });

  it("answers batches entry by entry", async () => {
    const sent = await client.send(
      new sqs.SendMessageBatchCommand({
        QueueUrl: urlOf("work"),
        Entries: [
          { Id: "a", MessageBody: "1" },
          { Id: "b", MessageBody: "2" },
        ],
      }),
    );
    expect(sent.Successful?.map(({ Id }) => Id).sort()).toEqual(["a", "b"]);
    const messages = await receive();
    const removed = await client.send(
      new sqs.DeleteMessageBatchCommand({
        QueueUrl: urlOf("work"),
        Entries: [
          { Id: "good", ReceiptHandle: messages[0]?.ReceiptHandle },
          { Id: "bad", ReceiptHandle: "nonsense" },
        ],
      }),
    );
    expect(removed.Successful).toEqual([{ Id: "good" }]);
    expect(removed.Failed).toMatchObject([{ Id: "bad", Code: "ReceiptHandleIsInvalid", SenderFault: true }]);
  });

  it("describes its queues", async () => {
    await send("one");
    const described = await client.send(
      new sqs.GetQueueAttributesCommand({ QueueUrl: urlOf("work"), AttributeNames: ["All"] }),
    );
    expect(described.Attributes).toMatchObject({ QueueArn: arnOf("work"), ApproximateNumberOfMessages: "1" });
    const { QueueUrl } = await client.send(new sqs.GetQueueUrlCommand({ QueueName: "dead" }));
    expect(QueueUrl).toBe("http://127.0.0.1:1/111122223333/dead");
    const { QueueUrls } = await client.send(new sqs.ListQueuesCommand({ QueueNamePrefix: "d" }));
    expect(QueueUrls).toEqual([QueueUrl]);
    await client.send(new sqs.PurgeQueueCommand({ QueueUrl: urlOf("work") }));
    expect(await receive()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["an unknown queue", () => receive("missing"), "QueueDoesNotExist"],
    ["an empty body", () => send(""), "MissingParameter"],
    ["a delay over 15 minutes", () => send("x", { DelaySeconds: 901 }), "InvalidParameterValue"],
    ["a body over 1 MiB", () => send("x".repeat(1_048_577)), "InvalidParameterValue"],
    [
      "an empty batch",
      () => client.send(new sqs.SendMessageBatchCommand({ QueueUrl: urlOf("work"), Entries: [] })),
      "EmptyBatchRequest",
    ],
    [
      "an operation it does not offer",
      () => client.send(new sqs.CreateQueueCommand({ QueueName: "new" })),
      "UnknownOperationException",
    ],
  ])("refuses %s by SQS's own error", async (_case, call, name) => {
    expect(await nameOfFailure(call())).toBe(name);
  });

  it("refuses to plan a FIFO queue by name", async () => {
    await expect(openQueues([plan("work.fifo")], createJournal(dir))).rejects.toThrow("FIFO");
  });

  it("needs the single action's right for a batch, and the key's rights of an encrypted queue", async () => {
    const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1";
    const encrypted = await openQueues([plan("secret", { keyArn })], journal);
    const service = createSqsService({ queues: encrypted, region: "eu-central-1", account: "111122223333" });
    const needs = service.needs({
      operation: "SendMessageBatch",
      body: Buffer.from(JSON.stringify({ QueueUrl: urlOf("secret") })),
    } as AwsRequest);
    expect(needs.map(({ action, resource }) => [action, resource])).toEqual([
      ["sqs:SendMessage", arnOf("secret")],
      ["kms:GenerateDataKey", keyArn],
      ["kms:Decrypt", keyArn],
    ]);
  });
});
