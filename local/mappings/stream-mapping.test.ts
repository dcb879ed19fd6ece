import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shapeOf } from "../../test/events/shape-of.ts";
import { AwsError, type InvokeResult } from "../runtime-ports.ts";
import { failureArn, functionArn, idOf, StreamFixture, streamArn } from "./stream.fixture.ts";

let fixture: StreamFixture;
beforeEach(() => {
  fixture = new StreamFixture();
});
afterEach(() => fixture.remove());

const recorded = (name: string) => JSON.parse(readFileSync(`test/events/dynamodb/${name}.json`, "utf8"));
const failed: InvokeResult = { ok: false, errorType: "Error", errorMessage: "no" };
const ok = (payload: unknown = null): InvokeResult => ({ ok: true, payload });
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 20_000, interval: 5 });
const poisoned = (...ids: string[]) => {
  fixture.answer = ({ Records }) => (Records.some((record) => ids.includes(idOf(record))) ? failed : ok());
};
/** The next read begins when the checkpoint of what was delivered is durable. */
const settled = () => {
  const before = fixture.reads;
  return until(() => fixture.reads > before);
};
const writeAll = (...ids: string[]) => ids.map((id) => fixture.write(id));

describe("a stream mapping", () => {
  it("delivers in order, in batches of at most its size, in Lambda's shape", async () => {
    writeAll("a", "b", "c", "d", "e");
    await fixture.start({ batchSize: 2 });
    await until(() => fixture.delivered().length === 5);
    expect(fixture.batches()).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    const [record] = fixture.events[0]?.Records ?? [];
    const [example] = recorded("stream-event").Records;
    expect(shapeOf({ ...record, dynamodb: { ...record?.dynamodb, NewImage: {} } })).toEqual(
      shapeOf({ ...example, dynamodb: { ...example.dynamodb, NewImage: {} } }),
    );
    expect(record).toMatchObject({ eventSourceARN: streamArn, awsRegion: "eu-central-1" });
    expect(fixture.used[0]).toBe("mapping FoldMapping");
  });

  it("delivers what is written later without waiting for its next poll when told", async () => {
    await fixture.start({}, { idleMs: 60_000 });
    await until(() => fixture.reads >= 6);
    for (let n = 1; n <= 3; n += 1) {
      fixture.write(`late ${n}`);
      await until(() => fixture.delivered().length === n);
    }
  });

  it("begins at the end of the stream when the template says LATEST, and goes on there after a restart", async () => {
    fixture.write("before");
    await fixture.start({ startingPosition: "LATEST" });
    await until(() => fixture.reads > 2);
    await fixture.stop();
    fixture.write("meanwhile");
    await fixture.start({ startingPosition: "LATEST" });
    await until(() => fixture.delivered().length === 1);
    expect(fixture.delivered()).toEqual(["meanwhile"]);
  });

  it("waits up to its window for a batch to fill", async () => {
    fixture.write("a");
    await fixture.start({ batchSize: 2, windowSeconds: 60 });
    await until(() => fixture.reads > 3);
    expect(fixture.events).toEqual([]);
    fixture.write("b");
    await until(() => fixture.events.length === 1);
    expect(fixture.batches()).toEqual([["a", "b"]]);
  });

  it("delivers a batch that does not fill when its window ends", async () => {
    fixture.write("a");
    await fixture.start({ batchSize: 2, windowSeconds: 0.1 });
    await until(() => fixture.events.length === 1);
  });

  it("waits for nothing while it is hurried, in the middle of a window too", async () => {
    fixture.write("a");
    const mappings = await fixture.start({ batchSize: 10, windowSeconds: 60 });
    await until(() => fixture.reads > 3);
    mappings.hurry(60_000);
    await until(() => fixture.events.length === 1);
    fixture.write("b");
    await until(() => fixture.delivered().length === 2);
    await until(() => Object.keys(mappings.unread()).length === 0);
  });

  it("delivers only what passes a filter, and does not read the rest again", async () => {
    writeAll("a", "b", "c", "d");
    const wanted = (id: string) => ({ dynamodb: { NewImage: { Id: { S: [id] } } } });
    await fixture.start({ filters: [wanted("b"), wanted("c")] });
    await until(() => fixture.delivered().length === 2);
    await settled();
    await fixture.stop();
    await fixture.start({});
    fixture.write("e");
    await until(() => fixture.delivered().includes("e"));
    expect(fixture.delivered()).toEqual(["b", "c", "e"]);
  });

  it("reads shards side by side, one that appears later from its beginning even if the mapping began at LATEST", async () => {
    poisoned("stuck");
    await fixture.start({ retries: -1, startingPosition: "LATEST" });
    await until(() => fixture.reads > 2);
    fixture.write("stuck");
    fixture.write("other", { shardId: "shard-1" });
    await until(() => fixture.delivered().includes("other"));
    expect(fixture.batches()).toContainEqual(["other"]);
  });

  it("stops reading a shard that the stream no longer lists, and goes on with it should it come back", async () => {
    fixture.write("a", { shardId: "shard-1" });
    await fixture.start();
    await until(() => fixture.delivered().length === 1);
    const records = fixture.shards.get("shard-1") ?? [];
    fixture.shards.delete("shard-1");
    const listed = fixture.lists;
    await until(() => fixture.lists >= listed + 2);
    fixture.shards.set("shard-1", records);
    fixture.write("b", { shardId: "shard-1" });
    await until(() => fixture.delivered().length === 2);
    expect(fixture.delivered()).toEqual(["a", "b"]);
  });

  it("skips nothing of a shard that appeared while no mapping ran, although it began at LATEST", async () => {
    await fixture.start({ startingPosition: "LATEST" });
    await until(() => fixture.reads > 2);
    await fixture.stop();
    fixture.write("meanwhile", { shardId: "shard-1" });
    await fixture.start({ startingPosition: "LATEST" });
    await until(() => fixture.delivered().length === 1);
  });

  it("keeps batches under 6 MB", async () => {
    const big = "x".repeat(390_000);
    for (let n = 0; n < 20; n += 1) fixture.write(`${n}${big}`);
    await fixture.start();
    await until(() => fixture.delivered().length === 20);
    for (const event of fixture.events) expect(JSON.stringify(event).length).toBeLessThanOrEqual(6_291_456);
    expect(fixture.events.length).toBe(2);
  });
});

describe("a failing batch", () => {
  it("blocks its shard, is retried as often as planned and then skipped with a record at the destination", async () => {
    poisoned("b");
    const sequences = writeAll("a", "b", "c");
    await fixture.start({ batchSize: 2, failureArn });
    await until(() => fixture.delivered().includes("c"));
    expect(fixture.batches()).toEqual([["a", "b"], ["a", "b"], ["a", "b"], ["c"]]);
    const [letter] = fixture.letters;
    expect(letter).toMatchObject({ queueArn: failureArn, from: { kind: "role", accessKeyId: "AKfold" } });
    expect(shapeOf(letter?.body)).toEqual(shapeOf(recorded("on-failure-destination")));
    expect(letter?.body).toMatchObject({
      requestContext: { functionArn, condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 },
      DDBStreamBatchInfo: {
        shardId: "shard-0",
        startSequenceNumber: sequences[0],
        endSequenceNumber: sequences[1],
        batchSize: 2,
        streamArn,
      },
    });
  });

  it("is halved until only the poisoned record is given up", async () => {
    poisoned("c");
    writeAll("a", "b", "c", "d", "e");
    await fixture.start({ bisect: true, retries: 1, failureArn });
    await until(() => fixture.letters.length === 1 && fixture.delivered().at(-1) === "e");
    expect(fixture.batches()).toEqual([
      ["a", "b", "c", "d", "e"],
      ["a", "b"],
      ["c", "d", "e"],
      ["c"],
      ["c"],
      ["d", "e"],
    ]);
    expect(fixture.letters[0]?.body).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
  });

  it("goes on from the lowest reported item", async () => {
    let first = true;
    fixture.answer = ({ Records }) => {
      if (!first) return ok();
      first = false;
      return ok({
        batchItemFailures: [
          { itemIdentifier: Records[2]?.dynamodb.SequenceNumber },
          { itemIdentifier: Records[1]?.dynamodb.SequenceNumber },
        ],
      });
    };
    writeAll("a", "b", "c");
    await fixture.start({ reportsItemFailures: true });
    await until(() => fixture.events.length === 2);
    expect(fixture.batches()).toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
  });

  it("is waited for while the function is throttled, whatever the retries", async () => {
    let calls = 0;
    fixture.answer = () => {
      calls += 1;
      return calls < 10 ? { ...failed, reached: false } : ok();
    };
    fixture.write("a");
    await fixture.start({ retries: 0, failureArn });
    await until(() => calls === 10);
    fixture.write("b");
    await until(() => fixture.delivered().includes("b"));
    expect(fixture.letters).toEqual([]);
  });

  it("gives up records that are too old without invoking", async () => {
    fixture.write("old", { atMs: Date.now() - 120_000 });
    fixture.write("new");
    await fixture.start({ maxAgeSeconds: 60, failureArn });
    await until(() => fixture.delivered().includes("new"));
    expect(fixture.delivered()).toEqual(["new"]);
    expect(fixture.letters[0]?.body).toMatchObject({
      requestContext: { condition: "RecordAgeExceeded" },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  it("says aloud that a letter was refused or had nowhere to go, and goes on", async () => {
    poisoned("a");
    fixture.write("a");
    await fixture.start({ retries: 0 });
    await until(() => fixture.warnings.length === 1);
    expect(fixture.warnings[0]).toContain("no on-failure destination");
    await settled();
    await fixture.stop();
    poisoned("b");
    fixture.write("b");
    await fixture.start(
      { retries: 0, failureArn },
      { sendToQueue: () => Promise.reject(new AwsError(403, "AccessDenied", "add sqs:SendMessage")) },
    );
    await until(() => fixture.warnings.length === 2);
    expect(fixture.warnings[1]).toContain("add sqs:SendMessage");
  });
});

describe("a mapping's progress", () => {
  it("is kept: what is done is not delivered again after a restart", async () => {
    writeAll("a", "b");
    await fixture.start();
    await until(() => fixture.delivered().length === 2);
    await settled();
    await fixture.stop();
    fixture.write("c");
    await fixture.start();
    await until(() => fixture.delivered().includes("c"));
    expect(fixture.delivered()).toEqual(["a", "b", "c"]);
  });

  it("moves only behind batches that are done: one cut off in the middle is delivered again", async () => {
    fixture.answer = () => new Promise(() => {});
    fixture.write("a");
    await fixture.start();
    await until(() => fixture.events.length === 1);
    await fixture.stop();
    fixture.answer = () => ok();
    await fixture.start();
    await until(() => fixture.events.length === 2);
    expect(fixture.batches()).toEqual([["a"], ["a"]]);
  });

  it("includes the part of a batch that was reported as done", async () => {
    fixture.answer = ({ Records }) =>
      Records.length < 3
        ? new Promise(() => {})
        : ok({ batchItemFailures: [{ itemIdentifier: Records[2]?.dynamodb.SequenceNumber }] });
    writeAll("a", "b", "c");
    await fixture.start({ reportsItemFailures: true });
    await until(() => fixture.events.length === 2);
    await fixture.stop();
    fixture.answer = () => ok();
    await fixture.start({ reportsItemFailures: true });
    await until(() => fixture.events.length === 3);
    expect(fixture.batches()).toEqual([["a", "b", "c"], ["c"], ["c"]]);
  });

  it("survives a stream that cannot be read for a while", async () => {
    let broken = true;
    fixture.write("a");
    await fixture.start(
      {},
      {
        streams: {
          ...fixture.source,
          read: (...call) => (broken ? Promise.reject(new Error("down")) : fixture.source.read(...call)),
        },
      },
    );
    await until(() => fixture.warnings.length > 0);
    expect(fixture.warnings[0]).toContain("down");
    broken = false;
    await until(() => fixture.delivered().length === 1);
  });
});

describe("a tumbling window", () => {
  const windowMs = 20_000;
  const thisWindow = () => Math.floor(Date.now() / windowMs) * windowMs;
  const sum = (): void => {
    fixture.answer = ({ Records, state = {} }) => {
      const { seen = [] } = state as { seen?: string[] };
      return ok({ state: { seen: [...seen, ...Records.map(idOf)] } });
    };
  };

  it("hands the state on within a window and ends it with a last event, in Lambda's shape", async () => {
    sum();
    const past = thisWindow() - windowMs;
    fixture.write("a", { atMs: past - windowMs });
    fixture.write("b", { atMs: past - 1 });
    fixture.write("c", { atMs: past });
    await fixture.start({ batchSize: 1, tumblingWindowSeconds: 20 });
    await until(() => fixture.events.length === 5);
    const summary = fixture.events.map(({ Records, state, isFinalInvokeForWindow }) => [
      Records.map(idOf).join(),
      state,
      isFinalInvokeForWindow,
    ]);
    expect(summary).toEqual([
      ["a", {}, false],
      ["b", { seen: ["a"] }, false],
      ["", { seen: ["a", "b"] }, true],
      ["c", {}, false],
      ["", { seen: ["c"] }, true],
    ]);
    const [event] = fixture.events;
    const example = recorded("time-window-event");
    expect(Object.keys(event ?? {}).sort()).toEqual(Object.keys(example).sort());
    expect(shapeOf({ ...event, Records: [], state: {} })).toEqual(
      shapeOf({ ...example, Records: [], state: {} }),
    );
    const iso = (ms: number) => new Date(ms).toISOString().replace(".000", "");
    expect(event?.window).toEqual({ start: iso(past - windowMs), end: iso(past) });
  });

  it("splits a batch that reaches over its end", async () => {
    sum();
    const past = thisWindow() - windowMs;
    fixture.write("a", { atMs: past - 1 });
    fixture.write("b", { atMs: past });
    await fixture.start({ tumblingWindowSeconds: 20 });
    await until(() => fixture.events.length === 4);
    expect(fixture.batches()).toEqual([["a"], [], ["b"], []]);
  });

  it("stays open while its time runs, also over a restart", async () => {
    sum();
    // An hour long, so that the test cannot run into its end.
    const mapping = { tumblingWindowSeconds: 3600 };
    const atMs = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    fixture.write("a", { atMs });
    await fixture.start(mapping);
    await until(() => fixture.events.length === 1);
    await settled();
    await fixture.stop();
    fixture.write("b", { atMs });
    await fixture.start(mapping);
    await until(() => fixture.events.length === 2);
    expect(fixture.events[1]).toMatchObject({ state: { seen: ["a"] }, isFinalInvokeForWindow: false });
  });

  it("gives a retried batch the state from before it", async () => {
    let calls = 0;
    fixture.answer = () => {
      calls += 1;
      return calls === 2 ? failed : ok({ state: { calls } });
    };
    const atMs = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    for (const id of ["a", "b"]) fixture.write(id, { atMs });
    await fixture.start({ batchSize: 1, tumblingWindowSeconds: 3600 });
    await until(() => fixture.events.length === 3);
    expect(fixture.events.map(({ state }) => state)).toEqual([{}, { calls: 1 }, { calls: 1 }]);
  });

  it("ends early when the state outgrows a megabyte", async () => {
    fixture.answer = ({ isFinalInvokeForWindow }) =>
      ok({ state: isFinalInvokeForWindow ? {} : { big: "x".repeat(1_048_576) } });
    fixture.write("a", { atMs: Math.floor(Date.now() / 3_600_000) * 3_600_000 });
    await fixture.start({ tumblingWindowSeconds: 3600 });
    await until(() => fixture.events.length === 2);
    expect(fixture.events[1]).toMatchObject({
      isFinalInvokeForWindow: true,
      isWindowTerminatedEarly: true,
      Records: [],
    });
  });
});

describe("the start of mappings", () => {
  it("asks for the poller's rights of the function's role", async () => {
    await fixture.start();
    expect(fixture.checked.map(({ action, resource }) => [action, resource])).toEqual(
      ["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"].map((action) => [
        `dynamodb:${action}`,
        streamArn,
      ]),
    );
  });

  it("does not run a mapping whose role lacks them, and says so", async () => {
    fixture.write("a");
    const mappings = await fixture.start(
      {},
      {
        authorizer: {
          check() {
            throw new AwsError(400, "AccessDenied", "not authorized to perform: dynamodb:GetRecords");
          },
        },
      },
    );
    expect(mappings.refused).toEqual([
      { logicalId: "FoldMapping", reason: expect.stringContaining("dynamodb:GetRecords") },
    ]);
    expect(fixture.warnings[0]).toContain("FoldMapping does not run");
    expect(fixture.reads).toBe(0);
  });

  it.each([
    ["a parallelization factor", { parallelization: 2 }, "ParallelizationFactor"],
    [
      "a numeric filter",
      { filters: [{ dynamodb: { NewImage: { n: { N: [{ numeric: [">", 1] }] } } } }] },
      "numeric",
    ],
    ["a destination that is no queue", { failureArn: "arn:aws:s3:::letters" }, "only queues"],
    ["an unplanned function", { functionArn: "arn:aws:lambda:x:y:function:z" }, "is not planned"],
  ])("names a mapping with %s as not hosted", async (_case, mapping, reason) => {
    const { refused } = await fixture.start(mapping);
    expect(refused[0]?.reason).toContain(reason);
  });

  it("leaves a disabled mapping alone", async () => {
    fixture.write("a");
    await fixture.start({ enabled: false });
    expect([fixture.reads, fixture.checked]).toEqual([0, []]);
  });
});
