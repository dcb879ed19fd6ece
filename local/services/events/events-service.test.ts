import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shapeOf } from "../../../test/events/shape-of.ts";
import { createClock, type JumpingClock } from "../../clock/clock.ts";
import { type ClosableJournal, createJournal } from "../../journal/journal.ts";
import type { RulePlan } from "../../plan/plan.ts";
import { AwsError, type AwsRequest, type Principal } from "../../runtime-ports.ts";
import { serve } from "../serve.fixture.ts";
import { type EventBus, openEventBus } from "./event-bus.ts";
import { createEventsService } from "./events-service.ts";
import { startScheduler } from "./scheduler.ts";

const prefix = "eu-central-1:111122223333";
const functionArn = `arn:aws:lambda:${prefix}:function:consumer`;
const queueArn = `arn:aws:sqs:${prefix}:letters`;
const ruleArn = (name: string) => `arn:aws:events:${prefix}:rule/domain/${name}`;
const target = (
  arn: string,
  rest: Partial<RulePlan["targets"][number]> = {},
): RulePlan["targets"][number] => ({
  id: `t-${arn}`,
  arn,
  maxRetries: 2,
  maxAgeSeconds: 60,
  ...rest,
});
const rule = (name: string, rest: Partial<RulePlan>): RulePlan => ({
  stack: "Service",
  logicalId: `Rule${name}`,
  name,
  arn: ruleArn(name),
  bus: "domain",
  enabled: true,
  targets: [target(functionArn)],
  ...rest,
});
const plan = (rules: RulePlan[]) => ({
  rules,
  buses: ["domain", "second"].map((name) => ({
    stack: "Service",
    logicalId: name,
    name,
    arn: `arn:aws:events:${prefix}:event-bus/${name}`,
  })),
  region: "eu-central-1",
  account: "111122223333",
});

type Invocation = { arn: string; event: Record<string, unknown>; from: Principal };
let dir: string;
let journal: ClosableJournal;
let clock: JumpingClock;
let bus: EventBus;
let invoked: Invocation[];
let sent: {
  queueArn: string;
  body: string;
  attributes?: Readonly<Record<string, string>>;
  from?: Principal;
}[];
let used: string[];
let warnings: string[];
let answer: (attempt: number) => void;
const closing: (() => unknown)[] = [];

async function open(rules: RulePlan[]): Promise<EventBus> {
  journal = createJournal(join(dir, "journal"));
  clock = createClock(join(dir, "clock.json"));
  let attempts = 0;
  bus = await openEventBus({
    plan: plan(rules),
    journal,
    clock,
    invoker: {
      invoke: () => Promise.reject(new Error("not asked for")),
      async invokeLater(arn, event, from) {
        attempts += 1;
        answer(attempts);
        invoked.push({ arn, event: event as Record<string, unknown>, from });
      },
    },
    async sendToQueue(toArn, body, attributes, from) {
      sent.push({ queueArn: toArn, body, ...(attributes ? { attributes } : {}), ...(from ? { from } : {}) });
    },
    authorizer: { check: () => undefined },
    usage: { record: (kind, id) => used.push(`${kind} ${id}`) },
    warn: (message) => warnings.push(message),
    retryDelaysMs: [1],
  });
  return bus;
}
async function close(): Promise<void> {
  bus.close();
  await journal.close();
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "events-"));
  invoked = [];
  sent = [];
  used = [];
  warnings = [];
  answer = () => undefined;
});
afterEach(async () => {
  for (const end of closing.splice(0).reverse()) await end();
  await close();
  rmSync(dir, { recursive: true, force: true });
});

async function client(): Promise<
  (entries: PutEventsRequestEntry[]) => Promise<{ ids: unknown[]; errors: unknown[] }>
> {
  const served = await serve(createEventsService({ plan: plan([]), bus }));
  const sdk = new EventBridgeClient({
    endpoint: served.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  closing.push(served.close, () => sdk.destroy());
  return async (entries) => {
    const { Entries = [] } = await sdk.send(new PutEventsCommand({ Entries: entries }));
    return { ids: Entries.map(({ EventId }) => EventId), errors: Entries.map(({ ErrorCode }) => ErrorCode) };
  };
}
const entry = (rest: PutEventsRequestEntry = {}): PutEventsRequestEntry => ({
  Source: "invito.content",
  DetailType: "VersionWithdrawn",
  Detail: '{"id":"v1"}',
  EventBusName: "domain",
  ...rest,
});
const wanted = rule("Wanted", {
  pattern: { source: ["invito.content"], "detail-type": ["VersionWithdrawn"] },
});

describe("PutEvents", () => {
  it("delivers an event in EventBridge's shape to the function of every matching rule, as that rule", async () => {
    await open([
      wanted,
      rule("Other", { pattern: { source: ["x"] } }),
      rule("Off", { pattern: { source: [{ exists: true }] }, enabled: false }),
    ]);
    const put = await client();
    const { ids } = await put([entry({ Time: new Date("2031-02-03T04:05:06Z"), Resources: ["r1"] })]);
    await vi.waitUntil(() => bus.pending === 0);
    expect(invoked).toHaveLength(1);
    const [{ arn, event, from } = { arn: "", event: {}, from: undefined }] = invoked;
    const recorded = JSON.parse(readFileSync("test/events/events/ec2-state-change.json", "utf8"));
    expect(shapeOf(event)).toEqual(shapeOf({ ...recorded, detail: { id: "v1" } }));
    expect(event).toMatchObject({
      id: ids[0],
      time: "2031-02-03T04:05:06Z",
      resources: ["r1"],
      detail: { id: "v1" },
    });
    expect([arn, from]).toEqual([
      functionArn,
      { kind: "service", service: "events.amazonaws.com", sourceArn: ruleArn("Wanted") },
    ]);
    expect(used).toEqual(["rule RuleWanted"]);
  });

  it("answers each entry for itself", async () => {
    await open([wanted]);
    const put = await client();
    const { ids, errors } = await put([
      entry(),
      entry({ Source: "" }),
      entry({ Source: "aws.s3" }),
      entry({ Detail: "[1]" }),
      entry({ Detail: "{" }),
      entry({ EventBusName: "missing" }),
      entry({ EventBusName: `arn:aws:events:${prefix}:event-bus/second` }),
    ]);
    expect(errors).toEqual([
      undefined,
      "InvalidArgument",
      "NotAuthorizedForSourceException",
      "MalformedDetail",
      "MalformedDetail",
      "ResourceNotFoundException",
      undefined,
    ]);
    expect(ids.filter(Boolean)).toHaveLength(2);
  });

  it.each([
    ["no entries", []],
    ["more than ten entries", Array.from({ length: 11 }, () => entry())],
    ["more than 256 KB", [entry({ Detail: JSON.stringify({ a: "x".repeat(262_144) }) })]],
  ])("refuses %s as a whole", async (_case, entries) => {
    await open([wanted]);
    const put = await client();
    await expect(put(entries)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("needs the right on each bus, with source and detail-type as condition keys", async () => {
    await open([]);
    const service = createEventsService({ plan: plan([]), bus });
    const body = Buffer.from(
      JSON.stringify({ Entries: [entry(), entry(), entry({ EventBusName: "second" })] }),
    );
    const needed = service.needs({ operation: "PutEvents", body } as AwsRequest);
    expect(needed).toMatchObject([
      {
        action: "events:PutEvents",
        resource: `arn:aws:events:${prefix}:event-bus/domain`,
        context: { "events:source": "invito.content", "events:detail-type": "VersionWithdrawn" },
      },
      { resource: `arn:aws:events:${prefix}:event-bus/second` },
    ]);
    expect(() => service.needs({ operation: "PutRule", body } as AwsRequest)).toThrow(
      "PutRule is not supported",
    );
  });
});

describe("a rule's delivery", () => {
  const event = { source: "invito.content", "detail-type": "VersionWithdrawn", detail: { id: "v1" } };
  const publish = () => bus.publish("domain", bus.envelope(event));

  it("reaches a queue with the transformed input", async () => {
    await open([{ ...wanted, targets: [target(queueArn, { inputPath: "$.detail" })] }]);
    await publish();
    await vi.waitUntil(() => bus.pending === 0);
    expect(sent).toMatchObject([{ queueArn, body: '{"id":"v1"}', from: { sourceArn: ruleArn("Wanted") } }]);
  });

  it("reaches the rules of another bus", async () => {
    const forward = {
      ...wanted,
      targets: [target(`arn:aws:events:${prefix}:event-bus/second`, { roleArn: "arn:role" })],
    };
    await open([forward, rule("Behind", { bus: "second", pattern: { source: ["invito.content"] } })]);
    await publish();
    await vi.waitUntil(() => bus.pending === 0 && invoked.length === 1);
    expect(invoked[0]?.event).toMatchObject(event);
  });

  it("is retried while the target is unavailable", async () => {
    answer = (attempt) => {
      if (attempt < 3) throw new AwsError(500, "InternalFailure", "down");
    };
    await open([wanted]);
    await publish();
    await vi.waitUntil(() => bus.pending === 0);
    expect(invoked).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("ends in the dead-letter queue with EventBridge's attributes when retries are used up", async () => {
    answer = () => {
      throw new AwsError(500, "InternalFailure", "down");
    };
    await open([{ ...wanted, targets: [target(functionArn, { deadLetterArn: queueArn })] }]);
    await publish();
    await vi.waitUntil(() => bus.pending === 0);
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject(event);
    expect(sent[0]?.attributes).toEqual({
      RULE_ARN: ruleArn("Wanted"),
      TARGET_ARN: functionArn,
      ERROR_CODE: "INTERNAL_ERROR",
      ERROR_MESSAGE: "down",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "2",
    });
  });

  it("is not retried when the permission is missing, and says that the event is lost without a dead-letter queue", async () => {
    answer = () => {
      throw new AwsError(403, "AccessDeniedException", "add an AWS::Lambda::Permission");
    };
    await open([wanted]);
    await publish();
    await vi.waitUntil(() => bus.pending === 0);
    expect(warnings).toEqual([expect.stringMatching(/RuleWanted .*AWS::Lambda::Permission.*lost/)]);
  });

  it("is resumed by the next run when the process ended before the target had it", async () => {
    answer = () => {
      throw new AwsError(500, "InternalFailure", "down");
    };
    await open([{ ...wanted, targets: [target(functionArn, { maxRetries: 1e6 })] }]);
    await publish();
    await close();
    expect(invoked).toEqual([]);
    answer = () => undefined;
    await open([wanted]);
    await vi.waitUntil(() => bus.pending === 0);
    expect(invoked).toHaveLength(1);
  });

  it.each<[string, Partial<RulePlan>]>([
    ["a pattern EventBridge would refuse", { pattern: { a: [{ contains: 1 }] } }],
    [
      "a target that is not hosted",
      { pattern: { a: [1] }, targets: [target("arn:aws:states:x:y:stateMachine:z")] },
    ],
  ])("is refused at the start for %s, by the rule's name", async (_case, broken) => {
    await open([]);
    await close();
    await expect(open([rule("Broken", broken)])).rejects.toThrow("RuleBroken");
  });
});

describe("a scheduled rule", () => {
  const daily = rule("Daily", { bus: "default", schedule: "cron(0 6 * * ? *)" });
  const minutely = rule("Minutely", { bus: "default", schedule: "rate(1 minute)" });
  const start = async (rules: RulePlan[]) => {
    const scheduler = await startScheduler({
      rules,
      clock,
      journal,
      bus,
      warn: (message) => warnings.push(message),
    });
    closing.push(scheduler.close);
    return scheduler;
  };

  it("fires once at once when the clock jumps over many due times, in EventBridge's shape", async () => {
    await open([daily, minutely]);
    await clock.setBusinessTime("2031-01-01T00:00:00Z");
    await start([daily, minutely]);
    expect(invoked).toEqual([]);
    await clock.setBusinessTime("2031-03-05T07:00:00Z");
    await vi.waitUntil(() => bus.pending === 0);
    expect(invoked).toHaveLength(2);
    const event = invoked.find(({ from }) => from.kind === "service" && from.sourceArn === daily.arn)?.event;
    const recorded = JSON.parse(readFileSync("test/events/events/scheduled-event.json", "utf8"));
    expect(shapeOf(event)).toEqual(shapeOf(recorded));
    expect(event).toMatchObject({
      source: "aws.events",
      time: "2031-03-05T06:00:00Z",
      resources: [daily.arn],
      detail: {},
    });
  });

  it("does not fire twice for one due time, also after a restart", async () => {
    await open([daily]);
    await clock.setBusinessTime("2031-01-01T00:00:00Z");
    const first = await start([daily]);
    await clock.setBusinessTime("2031-01-02T07:00:00Z");
    await clock.setBusinessTime("2031-01-02T08:00:00Z");
    await vi.waitUntil(() => bus.pending === 0);
    await first.close();
    await close();
    await open([daily]);
    await start([daily]);
    expect(invoked).toHaveLength(1);
    await clock.setBusinessTime("2031-01-03T06:00:00Z");
    await vi.waitUntil(() => invoked.length === 2);
  });

  it("catches up once at the start for what was due while nothing ran", async () => {
    await open([daily]);
    await clock.setBusinessTime("2031-01-01T00:00:00Z");
    await (await start([daily])).close();
    await clock.setBusinessTime("2031-01-05T00:00:00Z");
    await close();
    await open([daily]);
    await start([daily]);
    await vi.waitUntil(() => invoked.length === 1);
  });

  it("goes on after a jump back", async () => {
    await open([minutely]);
    await start([minutely]);
    await clock.setBusinessTime("2031-01-01T00:00:00Z");
    await vi.waitUntil(() => invoked.length === 1);
    await clock.setBusinessTime("2030-01-01T00:00:00Z");
    await clock.setBusinessTime("2030-01-01T00:01:30Z");
    await vi.waitUntil(() => invoked.length === 2);
  });

  it("fires by itself when its time comes", async () => {
    await open([minutely]);
    await clock.setBusinessTime("2031-01-01T00:00:00Z");
    await start([minutely]);
    await clock.setBusinessTime("2031-01-01T00:00:59.900Z");
    expect(invoked).toEqual([]);
    await vi.waitUntil(() => invoked.length === 1, { timeout: 20_000 });
  });

  it("is refused at the start for an expression EventBridge would refuse", async () => {
    await open([]);
    const broken = rule("Broken", { schedule: "rate(5 seconds)" });
    await expect(start([broken])).rejects.toThrow("RuleBroken");
  });
});
