import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shapeOf } from "../../test/events/shape-of.ts";
import { developer, functionArn, HostFixture } from "./host.fixture.ts";

let fixture: HostFixture;
beforeEach(() => {
  fixture = new HostFixture();
});
afterEach(() => fixture.remove());

describe("a hosted function", () => {
  it("answers with what its handler returns, as JSON", async () => {
    const echo = fixture.add(
      "echo",
      `exports.handler = async (event) => ({ ...event, at: new Date(0), gone: undefined });`,
    );
    const host = await fixture.start();
    const result = await host.invoke(echo, { a: [1] }, developer);
    expect(result).toEqual({ ok: true, payload: { a: [1], at: "1970-01-01T00:00:00.000Z" } });
    expect(fixture.seen.used).toEqual(["function Fnecho"]);
  });

  it("sees its own environment, the reserved variables and nothing of the developer's shell", async () => {
    vi.stubEnv("INVITO_TEST_LEAK", "leaked");
    const env = fixture.add("env", "exports.handler = async () => process.env;", {
      environment: { TABLE: "t1" },
    });
    const host = await fixture.start();
    const result = await host.invoke(env, {}, developer);
    vi.unstubAllEnvs();
    const payload = (result.ok ? result.payload : {}) as Record<string, string>;
    expect(payload).toMatchObject({
      TABLE: "t1",
      AWS_REGION: "eu-central-1",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_LAMBDA_FUNCTION_NAME: "env",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/env",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_ACCESS_KEY_ID: "AKenv",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      LAMBDA_TASK_ROOT: join(fixture.dir, "code", "env"),
      _HANDLER: "index.handler",
      TZ: ":UTC",
      INVITO_CLOCK_OFFSET_MS: "0",
    });
    expect(payload.INVITO_TEST_LEAK).toBeUndefined();
    expect(payload.HOME).toBeUndefined();
  });

  it("learns of a moved clock at its next invocation, warm as it is", async () => {
    const offset = fixture.add("offset", "exports.handler = async () => process.env.INVITO_CLOCK_OFFSET_MS;");
    const host = await fixture.start();
    await host.invoke(offset, {}, developer);
    fixture.offsetMs = 86_400_000;
    expect(await host.invoke(offset, {}, developer)).toEqual({ ok: true, payload: "86400000" });
    expect(host.warm).toBe(1);
  });

  it("gets Lambda's context", async () => {
    const context = fixture.add(
      "context",
      `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });`,
    );
    const host = await fixture.start();
    const result = await host.invoke(context, {}, developer);
    const payload = (result.ok ? result.payload : {}) as Record<string, unknown>;
    expect(payload).toMatchObject({
      functionName: "context",
      functionVersion: "$LATEST",
      invokedFunctionArn: functionArn("context"),
      memoryLimitInMB: "256",
      logGroupName: "/aws/lambda/context",
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(payload.left).toBeGreaterThan(9000);
    expect(payload.left).toBeLessThanOrEqual(10_000);
  });

  it("keeps its memory between invocations and runs one at a time per environment", async () => {
    const counter = fixture.add("counter", "let n = 0; exports.handler = async () => (n += 1);");
    const host = await fixture.start({ limits: { maxPerFunction: 1 } });
    const results = await Promise.all([1, 2, 3].map(() => host.invoke(counter, {}, developer)));
    expect(results.map((result) => result.ok && result.payload)).toEqual([1, 2, 3]);
    expect(host.warm).toBe(1);
  });

  it.each([
    [
      "ESM in index.mjs",
      { "index.mjs": "export const handler = async () => import.meta.url.slice(0, 5);" },
      "file:",
    ],
    [
      "ESM in index.js beside a package.json of type module",
      { "index.js": "export const handler = async () => 'esm';", "package.json": '{"type":"module"}' },
      "esm",
    ],
    [
      "CommonJS in index.js that requires a neighbour",
      {
        "index.js": "exports.handler = async () => require('./other.js');",
        "other.js": "module.exports = 'cjs';",
      },
      "cjs",
    ],
  ])("may be %s", async (_case, files, payload) => {
    const arn = fixture.add("format", files);
    const host = await fixture.start();
    expect(await host.invoke(arn, {}, developer)).toEqual({ ok: true, payload });
  });

  it("is found in a folder and in a nested export", async () => {
    const arn = fixture.add(
      "nested",
      { "src/app.js": "exports.api = { get: async () => 1 };" },
      { handler: "src/app.api.get" },
    );
    const host = await fixture.start();
    expect(await host.invoke(arn, {}, developer)).toEqual({ ok: true, payload: 1 });
  });

  it("is read again after a reload", async () => {
    const arn = fixture.add("edited", "exports.handler = async () => 'old';");
    const host = await fixture.start();
    await host.invoke(arn, {}, developer);
    writeFileSync(join(fixture.dir, "code/edited/index.js"), "exports.handler = async () => 'new';");
    await host.reload(arn);
    expect(await host.invoke(arn, {}, developer)).toEqual({ ok: true, payload: "new" });
  });

  it("finishes what it is doing with the old code when it is reloaded, and nothing after that", async () => {
    const handler = (answer: string) =>
      `exports.handler = async ({ wait }) => { if (wait) { console.log("waiting"); await new Promise((r) => setTimeout(r, 100)); } return "${answer}"; };`;
    const arn = fixture.add("edited", handler("old"));
    const host = await fixture.start({ limits: { maxPerFunction: 1 } });
    const running = host.invoke(arn, { wait: true }, developer);
    await vi.waitUntil(() => fixture.seen.logs.some(({ text }) => text.endsWith("waiting")));
    writeFileSync(join(fixture.dir, "code/edited/index.js"), handler("new"));
    await host.reload();
    expect(await running).toEqual({ ok: true, payload: "old" });
    expect(await host.invoke(arn, {}, developer)).toEqual({ ok: true, payload: "new" });
  });

  it("has what it prints kept with its request id, Lambda's way", async () => {
    const arn = fixture.add(
      "printer",
      `exports.handler = async () => { console.warn("two\\nlines", { a: 1 }); process.stdout.write("raw\\n"); };`,
    );
    const host = await fixture.start();
    await host.invoke(arn, {}, developer);
    const lines = fixture.seen.logs.map(({ text, requestId }) => text.replaceAll(requestId ?? "?", "<id>"));
    expect(lines[0]).toBe("START RequestId: <id> Version: $LATEST");
    expect(lines[1]).toMatch(/^\d{4}-.*Z\t<id>\tWARN\ttwo\rlines { a: 1 }$/);
    expect(lines[2]).toBe("raw");
    expect(lines[3]).toMatch(/^REPORT RequestId: <id>\tDuration: [\d.]+ ms\tMemory Size: 256 MB$/);
  });
});

describe("a failing function", () => {
  it("reports a thrown error by name, message and stack, and stays warm", async () => {
    const arn = fixture.add("thrower", "exports.handler = async () => { throw new RangeError('too far'); };");
    const host = await fixture.start();
    const result = await host.invoke(arn, {}, developer);
    expect(result).toMatchObject({ ok: false, errorType: "RangeError", errorMessage: "too far" });
    expect(!result.ok && result.trace?.[0]).toBe("RangeError: too far");
    expect(host.warm).toBe(1);
  });

  it.each([
    [
      "a timer throws",
      "setTimeout(() => { throw new TypeError('late'); }); await new Promise(() => {});",
      "TypeError",
      /^late$/,
    ],
    [
      "a promise is left rejected",
      "Promise.reject(new TypeError('lost')); await new Promise(() => {});",
      "Runtime.UnhandledPromiseRejection",
      /^TypeError: lost$/,
    ],
    [
      "it exits with a status",
      "process.exit(3);",
      "Runtime.ExitError",
      /^RequestId: \S{36} Error: Runtime exited with error: exit status 3$/,
    ],
    [
      "it exits with 0",
      "process.exit(0);",
      "Runtime.ExitError",
      /Error: Runtime exited without providing a reason$/,
    ],
    [
      "it outgrows its memory",
      "const a = []; for (;;) a.push(new Array(1e5).fill(Math.random()));",
      "Runtime.ExitError",
      /signal: killed$/,
    ],
    ["it returns too much", "return 'x'.repeat(7e6);", "Function.ResponseSizeTooLarge", /exceeded maximum/],
    ["it returns what is no JSON", "return 1n;", "TypeError", /BigInt/],
  ])(
    "is a function error when %s, and the next invocation works",
    async (_case, body, errorType, message) => {
      const arn = fixture.add(
        "fragile",
        `exports.handler = async (event) => { if (event.well) return "well"; ${body} };`,
        { memoryMb: 64 },
      );
      const host = await fixture.start();
      const result = await host.invoke(arn, {}, developer);
      expect(result).toMatchObject({ ok: false, errorType, errorMessage: expect.stringMatching(message) });
      expect(await host.invoke(arn, { well: true }, developer)).toEqual({ ok: true, payload: "well" });
    },
  );

  it("is ended at its timeout even in an endless loop", async () => {
    const arn = fixture.add(
      "endless",
      "exports.handler = async (event) => { while (!event.well); return 1; };",
      {
        timeoutSeconds: 0.2,
      },
    );
    const host = await fixture.start();
    const result = await host.invoke(arn, {}, developer);
    expect(result).toMatchObject({ ok: false, errorType: "Sandbox.Timedout" });
    expect(!result.ok && result.errorMessage).toMatch(
      /^\d{4}-\S+Z \S{36} Task timed out after 0\.20 seconds$/,
    );
    expect(await host.invoke(arn, { well: true }, developer)).toEqual({ ok: true, payload: 1 });
  });

  it("becomes a function error when it is killed in the middle", async () => {
    const arn = fixture.add(
      "victim",
      "exports.handler = async () => { console.log('in the middle'); await new Promise(() => {}); };",
    );
    const host = await fixture.start();
    const invocation = host.invoke(arn, {}, developer);
    await vi.waitUntil(() => fixture.seen.logs.some(({ text }) => text.endsWith("in the middle")));
    expect(await host.kill(arn)).toBe(1);
    expect(await invocation).toMatchObject({ ok: false, errorType: "Runtime.ExitError" });
  });

  it.each([
    ["throws while loading", "throw new Error('no config');", "Error", /^no config$/],
    ["is no JavaScript", "exports.handler = (", "Runtime.UserCodeSyntaxError", /^SyntaxError/],
    [
      "misses a module of its bundle",
      "require('zod');",
      "Runtime.ImportModuleError",
      /Cannot find module 'zod'/,
    ],
    [
      "exports no handler",
      "exports.handle = 1;",
      "Runtime.HandlerNotFound",
      /index.handler is undefined or not exported/,
    ],
    [
      "takes a callback",
      "exports.handler = (e, c, done) => done();",
      "Runtime.CallbackHandlerDeprecated",
      /callback/,
    ],
  ])("fails each invocation when it %s", async (_case, code, errorType, message) => {
    const arn = fixture.add("broken", code);
    const host = await fixture.start();
    for (let count = 0; count < 2; count += 1) {
      const result = await host.invoke(arn, {}, developer);
      expect(result).toMatchObject({ ok: false, errorType, errorMessage: expect.stringMatching(message) });
    }
    expect(host.warm).toBe(0);
  });

  it("borrows neither modules nor the module type of the repository that its bundle lies in", async () => {
    const codeDir = join(process.cwd(), "node_modules", ".cache", "confined-function");
    mkdirSync(codeDir, { recursive: true });
    const code = `exports.handler = async (event) => typeof require(event.module);`;
    writeFileSync(join(codeDir, "index.js"), code);
    const arn = fixture.add("confined", {}, { codeDir });
    const host = await fixture.start();
    const typeOf = (module: string) => host.invoke(arn, { module }, developer);
    expect(await typeOf("zod")).toMatchObject({
      ok: false,
      errorMessage: expect.stringContaining("Cannot find module"),
    });
    expect(await typeOf("node:fs")).toEqual({ ok: true, payload: "object" });
    expect(await typeOf("@aws-sdk/client-sqs")).toEqual({ ok: true, payload: "object" });
    rmSync(codeDir, { recursive: true });
  });

  it("lacks a code file", async () => {
    const arn = fixture.add("empty", {});
    const host = await fixture.start();
    expect(await host.invoke(arn, {}, developer)).toMatchObject({
      ok: false,
      errorType: "Runtime.ImportModuleError",
    });
  });
});

describe("the host", () => {
  it("keeps no more environments warm than allowed and drops the least recently used", async () => {
    const arns = ["a", "b", "c"].map((name) =>
      fixture.add(name, "let n = 0; exports.handler = async () => (n += 1);"),
    );
    const host = await fixture.start({ limits: { maxWarm: 2 } });
    const call = async (index: number) => {
      const result = await host.invoke(arns[index] ?? "", {}, developer);
      return result.ok ? result.payload : result.errorMessage;
    };
    expect([await call(0), await call(1), await call(0), await call(2)]).toEqual([1, 1, 2, 1]);
    expect(host.warm).toBe(2);
    expect(await call(0)).toBe(3);
    expect(await call(1)).toBe(1);
  });

  it("serves a burst over its limits completely", async () => {
    const arns = ["a", "b", "c"].map((name) =>
      fixture.add(name, "exports.handler = async (event) => event;"),
    );
    const host = await fixture.start({ limits: { maxWarm: 2, maxPerFunction: 2 } });
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, n) => host.invoke(arns[n % 3] ?? "", n, developer)),
    );
    expect(results.map((result) => result.ok && result.payload)).toEqual(
      Array.from({ length: 60 }, (_, n) => n),
    );
  });

  it("throttles over the reserved concurrency without reaching the function", async () => {
    const arn = fixture.add("narrow", "exports.handler = async () => 1;", { reservedConcurrency: 1 });
    const host = await fixture.start();
    const results = await Promise.all([host.invoke(arn, {}, developer), host.invoke(arn, {}, developer)]);
    expect(results[0]).toEqual({ ok: true, payload: 1 });
    expect(results[1]).toMatchObject({ ok: false, errorType: "TooManyRequestsException", reached: false });
  });

  it("refuses payloads over 6 MB, or 1 MB asynchronously", async () => {
    const arn = fixture.add("small", "exports.handler = async () => 1;");
    const host = await fixture.start();
    const result = await host.invoke(arn, "x".repeat(6_291_456), developer);
    expect(result).toMatchObject({ ok: false, errorType: "RequestEntityTooLargeException", reached: false });
    await expect(host.invokeLater(arn, "x".repeat(1_048_576), developer)).rejects.toMatchObject({
      status: 413,
    });
  });

  it("refuses a service without a permission and names the one to add", async () => {
    const arn = fixture.add("api", "exports.handler = async () => 1;");
    fixture.permissions.push({
      stack: "Service",
      logicalId: "ApiPermission",
      functionArn: arn,
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:aws:execute-api:eu-central-1:111122223333:abc/*/*/items",
    });
    const host = await fixture.start();
    const from = (service: string, sourceArn: string) => ({ kind: "service" as const, service, sourceArn });
    const route = "arn:aws:execute-api:eu-central-1:111122223333:abc/$default/GET/items";
    expect(await host.invoke(arn, {}, from("apigateway.amazonaws.com", route))).toMatchObject({ ok: true });
    expect(fixture.seen.used).toContain("permission ApiPermission");
    const refused = await host.invoke(arn, {}, from("apigateway", `${route}/more`));
    expect(refused).toMatchObject({ ok: false, errorType: "AccessDeniedException", reached: false });
    expect(!refused.ok && refused.errorMessage).toContain(
      "AWS::Lambda::Permission for Principal apigateway.amazonaws.com",
    );
    const rule = "arn:aws:events:eu-central-1:111122223333:rule/r";
    await expect(host.invokeLater(arn, {}, from("events.amazonaws.com", rule))).rejects.toThrow(rule);
  });
});

describe("an asynchronous event", () => {
  const fails = "exports.handler = async () => { console.log('try'); throw new Error('still down'); };";
  const tries = () => fixture.seen.logs.filter(({ text }) => text.endsWith("\ttry"));
  const queueArn = "arn:aws:sqs:eu-central-1:111122223333:failed";

  it("is tried once more than the plan retries, under one request id, and goes to the destination in AWS's shape", async () => {
    const arn = fixture.add("down", fails, { asyncFailureArn: queueArn });
    const host = await fixture.start();
    await host.invokeLater(arn, { order: 7 }, developer);
    await vi.waitUntil(() => host.pendingEvents === 0);
    expect(tries()).toHaveLength(3);
    expect(new Set(tries().map(({ requestId }) => requestId)).size).toBe(1);
    const record = JSON.parse(fixture.seen.sent[0]?.body ?? "{}");
    const recorded = JSON.parse(readFileSync("test/events/lambda/async-failure-destination.json", "utf8"));
    expect(shapeOf(record)).toEqual(shapeOf({ ...recorded, requestPayload: { order: 7 } }));
    expect(record.requestContext).toMatchObject({ condition: "RetriesExhausted", approximateInvokeCount: 3 });
    expect(record.responsePayload).toMatchObject({ errorType: "Error", errorMessage: "still down" });
    expect(fixture.seen.sent[0]).toMatchObject({ queueArn, from: { kind: "role", accessKeyId: "AKdown" } });
  });

  it("goes to the dead-letter queue as it is", async () => {
    const arn = fixture.add("down", fails, { deadLetterArn: queueArn, asyncRetries: 0 });
    const host = await fixture.start();
    await host.invokeLater(arn, { order: 8 }, developer);
    await vi.waitUntil(() => host.pendingEvents === 0);
    expect(tries()).toHaveLength(1);
    expect(fixture.seen.sent[0]).toMatchObject({
      body: '{"order":8}',
      attributes: { ErrorCode: "200", ErrorMessage: "still down" },
    });
  });

  it("is not lost when its invocation is cut off by a restart", async () => {
    const arn = fixture.add(
      "slow",
      `exports.handler = async (event) => { console.log("got " + event.order); if (process.env.STUCK) await new Promise(() => {}); };`,
      { asyncRetries: 0, asyncFailureArn: queueArn },
    );
    const stuck = await fixture.start({ endpoints: () => ({ STUCK: "1" }) });
    await stuck.invokeLater(arn, { order: 9 }, developer);
    const received = () => fixture.seen.logs.filter(({ text }) => text.endsWith("got 9")).length;
    await vi.waitUntil(() => received() === 1);
    await fixture.stop();
    const again = await fixture.start();
    await vi.waitUntil(() => again.pendingEvents === 0);
    expect(received()).toBe(2);
    expect(fixture.seen.sent).toEqual([]);
  });

  it("of an earlier run is not tried before the AWS APIs answer, which would use up its retries", async () => {
    const arn = fixture.add("early", "exports.handler = async () => console.log('done');", {
      asyncRetries: 0,
    });
    let apisUp: () => void = () => undefined;
    const never = await fixture.start({ apisUp: new Promise(() => undefined) });
    await never.invokeLater(arn, {}, developer);
    await fixture.stop();
    const again = await fixture.start({
      apisUp: new Promise((resolve) => {
        apisUp = resolve;
      }),
    });
    expect([again.pendingEvents, again.warm]).toEqual([1, 0]);
    apisUp();
    await vi.waitUntil(() => again.pendingEvents === 0);
    expect(fixture.seen.logs.filter(({ text }) => text.endsWith("\tdone"))).toHaveLength(1);
  });

  it("waits out a throttle without using up a retry", async () => {
    const arn = fixture.add("narrow", "exports.handler = async () => console.log('done');", {
      reservedConcurrency: 1,
      asyncRetries: 0,
    });
    const host = await fixture.start();
    await Promise.all(Array.from({ length: 6 }, () => host.invokeLater(arn, {}, developer)));
    await vi.waitUntil(() => host.pendingEvents === 0);
    expect(fixture.seen.logs.filter(({ text }) => text.endsWith("\tdone"))).toHaveLength(6);
    expect(fixture.seen.sent).toEqual([]);
  });
});
