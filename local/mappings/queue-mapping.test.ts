import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shapeOf } from "../../test/events/shape-of.ts";
import { type ClosableJournal, createJournal } from "../journal/journal.ts";
import type { MappingPlan, QueuePlan } from "../plan/plan.ts";
import type { InvokeResult } from "../runtime-ports.ts";
import { createQueueSource } from "../services/sqs/queue-source.ts";
import { openQueues, type Queues } from "../services/sqs/queues.ts";
import { createSendToQueue } from "../services/sqs/send-to-queue.ts";
import { type Mappings, type MappingsDeps, startMappings } from "./mappings.ts";

const arnOf = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:${name}`;
const functionArn = "arn:aws:lambda:eu-central-1:111122223333:function:sender";
const queue = (name: string, rest: Partial<QueuePlan> = {}): QueuePlan => ({
  stack: "Service",
  logicalId: name,
  name,
  arn: arnOf(name),
  url: `http://127.0.0.1/111122223333/${name}`,
  visibilitySeconds: 30,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  ...rest,
});

interface SeenEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}
let dir: string;
let journal: ClosableJournal;
let queues: Queues;
let mappings: Mappings | undefined;
let events: SeenEvent[];
let checked: string[];
let answer: (event: SeenEvent) => InvokeResult | Promise<InvokeResult>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "queue-mapping-"));
  journal = createJournal(dir);
  const redrive = { deadLetterArn: arnOf("dead"), maxReceiveCount: 2 };
  queues = await openQueues([queue("work", { redrive }), queue("dead")], journal);
  events = [];
  checked = [];
  answer = () => ({ ok: true, payload: null });
});
afterEach(async () => {
  await mappings?.close();
  mappings = undefined;
  queues.close();
  await journal.close();
  rmSync(dir, { recursive: true, force: true });
});

const send = (body: string, attributes?: Record<string, string>) =>
  createSendToQueue(queues, { check: () => undefined })(arnOf("work"), body, attributes);
async function start(mapping: Partial<MappingPlan> = {}, rest: Partial<MappingsDeps> = {}): Promise<void> {
  const plan: MappingPlan = {
    stack: "Service",
    logicalId: "SenderMapping",
    functionArn,
    sourceArn: arnOf("work"),
    enabled: true,
    batchSize: 10,
    windowSeconds: 0,
    tumblingWindowSeconds: 0,
    startingPosition: "TRIM_HORIZON",
    retries: -1,
    maxAgeSeconds: -1,
    bisect: false,
    parallelization: 1,
    reportsItemFailures: false,
    filters: [],
    ...mapping,
  };
  const functions = [{ arn: functionArn, roleArn: "arn:aws:iam::111122223333:role/sender" }];
  mappings = await startMappings({
    // Only the two fields of a function matter here.
    plan: { mappings: [plan], functions: functions as never, region: "eu-central-1" },
    streams: { shards: async () => [], read: async () => ({ records: [] }) },
    queues: createQueueSource(queues),
    invoker: {
      invoke: async (_arn, event) => {
        const seen: SeenEvent = JSON.parse(JSON.stringify(event));
        events.push(seen);
        return answer(seen);
      },
      invokeLater: () => Promise.reject(new Error("not asked for")),
    },
    authorizer: { check: (_principal, needed) => checked.push(...needed.map(({ action }) => action)) },
    sendToQueue: async () => undefined,
    journal,
    usage: { record: () => undefined },
    warn: (message) => expect.fail(message),
    accessKeyOf: () => "AK",
    ...rest,
  });
}
const bodies = () => events.map(({ Records }) => Records.map(({ body }) => body));
const counts = (name = "work") => queues.byArn(arnOf(name)).counts();
const empty = { visible: 0, inFlight: 0, delayed: 0 };
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 20_000, interval: 5 });

describe("a queue mapping", () => {
  it("delivers in Lambda's shape and deletes what succeeded", async () => {
    await start();
    await send("hello", { kind: "greeting" });
    await until(() => events.length === 1 && counts().inFlight === 0);
    expect(shapeOf(events[0])).toEqual(recordedShape());
    expect(counts()).toEqual(empty);
    expect(checked).toEqual(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]);
  });

  it("fills batches from what is there, over the ten of one receive", async () => {
    await Promise.all(Array.from({ length: 25 }, (_, n) => send(String(n))));
    await start({ batchSize: 25, maxConcurrency: 1 });
    await until(() => bodies().flat().length === 25);
    expect(events).toHaveLength(1);
  });

  it("waits for its window", async () => {
    await start({ windowSeconds: 60, batchSize: 2, maxConcurrency: 1 });
    await send("a");
    await until(() => counts().inFlight === 1);
    expect(events).toEqual([]);
    await send("b");
    await until(() => events.length === 1);
    expect(bodies()).toEqual([["a", "b"]]);
  });

  it("runs no more batches at once than allowed", async () => {
    let running = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    answer = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      running -= 1;
      return { ok: true, payload: null };
    };
    await Promise.all(Array.from({ length: 6 }, (_, n) => send(String(n))));
    await start({ batchSize: 1, maxConcurrency: 2 });
    while (events.length < 6 || running > 0) {
      await until(() => waiting.length > 0 || (events.length === 6 && running === 0));
      for (const finish of waiting.splice(0)) finish();
    }
    expect(most).toBe(2);
  });

  it("leaves a failed batch to its visibility timeout", async () => {
    answer = () => ({ ok: false, errorType: "Error", errorMessage: "no" });
    await send("a");
    await start();
    await until(() => events.length === 1);
    await mappings?.close();
    expect(counts()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });

  it("brings back only the reported messages, and buries them when received too often", async () => {
    answer = ({ Records }) => {
      const bad = Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({
        itemIdentifier: messageId,
      }));
      return { ok: true, payload: { batchItemFailures: bad } };
    };
    await Promise.all([send("good"), send("bad")]);
    await start({ reportsItemFailures: true, maxConcurrency: 1 }, { queueRetrySeconds: 0 });
    // The letter is in both queues for a moment, so that a crash cannot lose it.
    await until(() => counts("dead").visible === 1 && counts().visible === 0);
    expect(bodies().flat().sort()).toEqual(["bad", "bad", "good"]);
    expect(counts()).toEqual(empty);
  });

  it("fails the whole batch on a report it cannot understand", async () => {
    answer = () => ({ ok: true, payload: { batchItemFailures: [{ itemIdentifier: "unknown" }] } });
    await send("a");
    await start({ reportsItemFailures: true });
    await until(() => events.length === 1);
    await mappings?.close();
    expect(counts().inFlight).toBe(1);
  });

  it("gives messages back soon when the function is throttled", async () => {
    let calls = 0;
    answer = () => {
      calls += 1;
      return calls === 1
        ? { ok: false, errorType: "TooManyRequestsException", errorMessage: "", reached: false }
        : { ok: true, payload: null };
    };
    await send("a");
    await start();
    await until(() => calls === 2 && counts().inFlight === 0);
    expect(counts()).toEqual(empty);
  });

  it("deletes what no filter passes", async () => {
    await Promise.all([send('{"kind":"a"}'), send('{"kind":"b"}'), send("no json")]);
    await start({ filters: [{ body: { kind: ["a"] } }] });
    await until(() => events.length === 1 && counts().inFlight === 0 && counts().visible === 0);
    expect(bodies()).toEqual([['{"kind":"a"}']]);
  });

  it("delivers again what was in progress when the process ended", async () => {
    answer = () => new Promise(() => {});
    await send("a");
    await start();
    await until(() => events.length === 1);
    await mappings?.close();
    queues.close();
    await journal.close();
    journal = createJournal(dir);
    queues = await openQueues([queue("work")], journal);
    answer = () => ({ ok: true, payload: null });
    await start();
    await until(() => events.length === 2 && counts().inFlight === 0);
    expect(counts()).toEqual(empty);
  });
});

/** The recorded event with the attribute that these tests send. */
function recordedShape(): unknown {
  const event = JSON.parse(readFileSync("test/events/sqs/event.json", "utf8"));
  const [record] = event.Records;
  const { myAttribute, ...others } = record.messageAttributes;
  return shapeOf({ Records: [{ ...record, messageAttributes: { ...others, kind: myAttribute } }] });
}
