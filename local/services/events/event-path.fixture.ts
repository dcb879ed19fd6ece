import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createJournal } from "../../journal/journal.ts";
import { createLambdaHost } from "../../lambda/lambda-host.ts";
import type { FunctionPlan, RulePlan } from "../../plan/plan.ts";
import { openEventBus } from "./event-bus.ts";

const functionArn = "arn:aws:lambda:eu-central-1:111122223333:function:sink";
const ruleArn = "arn:aws:events:eu-central-1:111122223333:rule/sink";

/** Bus, rule, asynchronous invocation and function over one data directory; the function leaves a file per event. */
export async function openEventPath(dir: string): Promise<{
  publish(number: number): Promise<void>;
  readonly pending: number;
  close(): Promise<void>;
}> {
  const codeDir = join(dir, "code");
  const delivered = join(dir, "delivered");
  mkdirSync(codeDir, { recursive: true });
  mkdirSync(delivered, { recursive: true });
  const code = `exports.handler = async ({ detail }) => require("node:fs").writeFileSync(process.env.SINK + "/" + detail.number, "");`;
  writeFileSync(join(codeDir, "index.js"), code);
  const journal = createJournal(join(dir, "journal"));
  const clock = { now: Date.now, offsetMs: () => 0 };
  const warn = (message: string): void => console.error(message);
  const usage = { record: () => undefined };
  const authorizer = { check: () => undefined };
  const sendToQueue = async (): Promise<void> => undefined;
  const host = await createLambdaHost({
    plan: {
      functions: [functionPlan(codeDir, delivered)],
      permissions: [permission],
      region: "eu-central-1",
    },
    journal,
    clock,
    credentialsOf: () => ({ accessKeyId: "AK", secretAccessKey: "secret" }),
    endpoints: () => ({}),
    log: () => undefined,
    usage,
    authorizer,
    sendToQueue,
    warn,
  });
  const bus = await openEventBus({
    plan: { rules: [rule], buses: [], region: "eu-central-1", account: "111122223333" },
    journal,
    clock,
    invoker: host,
    sendToQueue,
    authorizer,
    usage,
    warn,
  });
  return {
    publish: (number) => bus.emit({ source: "test", "detail-type": "Numbered", detail: { number } }),
    get pending() {
      return bus.pending + host.pendingEvents;
    },
    async close() {
      bus.close();
      await host.close();
      await journal.close();
    },
  };
}

const permission = {
  stack: "Service",
  logicalId: "SinkPermission",
  functionArn,
  principal: "events.amazonaws.com",
  sourceArn: ruleArn,
};

const rule: RulePlan = {
  stack: "Service",
  logicalId: "SinkRule",
  name: "sink",
  arn: ruleArn,
  bus: "default",
  enabled: true,
  pattern: { source: ["test"] },
  targets: [{ id: "sink", arn: functionArn, maxRetries: 185, maxAgeSeconds: 86_400 }],
};

function functionPlan(codeDir: string, sink: string): FunctionPlan {
  return {
    stack: "Service",
    logicalId: "Sink",
    name: "sink",
    arn: functionArn,
    roleArn: "arn:aws:iam::111122223333:role/sink",
    codeDir,
    handler: "index.handler",
    runtime: "nodejs24.x",
    memoryMb: 128,
    timeoutSeconds: 3,
    environment: { SINK: sink },
    asyncRetries: 2,
  };
}
