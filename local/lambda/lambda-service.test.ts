import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { serve } from "../services/serve.fixture.ts";
import { account, functionArn, HostFixture, region } from "./host.fixture.ts";
import type { LambdaHost } from "./lambda-host.ts";
import { createLambdaService } from "./lambda-service.ts";

let fixture: HostFixture;
let host: LambdaHost;
let served: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  fixture = new HostFixture();
  fixture.add(
    "echo",
    "exports.handler = async (event) => { if (event.fail) throw new Error(event.fail); return event; };",
    {
      asyncRetries: 0,
    },
  );
  host = await fixture.start();
  const plan = { functions: fixture.functions, region, account };
  served = await serve(createLambdaService({ plan, invoker: host }));
});
afterEach(async () => {
  await served.close();
  await fixture.remove();
});

const invoke = (name: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${served.endpoint}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: "POST",
    headers,
    body,
  });

describe("the Invoke API", () => {
  it.each(["echo", "echo:$LATEST", `${account}:function:echo`, functionArn("echo")])(
    "finds a function as %s",
    async (name) => {
      const response = await invoke(name, '{"a":1}');
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ a: 1 });
    },
  );

  it("answers a function error with 200, the header and Lambda's payload", async () => {
    const response = await invoke("echo", '{"fail":"no"}');
    expect(response.status).toBe(200);
    expect(response.headers.get("x-amz-function-error")).toBe("Unhandled");
    expect(await response.json()).toMatchObject({
      errorType: "Error",
      errorMessage: "no",
      trace: expect.any(Array),
    });
  });

  it("accepts an event invocation with 202 before it runs", async () => {
    const response = await invoke("echo", '{"fail":"later"}', { "X-Amz-Invocation-Type": "Event" });
    expect(response.status).toBe(202);
    await vi.waitUntil(() => host.pendingEvents === 0);
    expect(fixture.seen.warnings[0]).toContain("later");
  });

  it.each([
    ["an unknown function", () => invoke("missing", "{}"), 404, "ResourceNotFoundException"],
    ["a body that is no JSON", () => invoke("echo", "{"), 400, "InvalidRequestContentException"],
    [
      "an operation it does not offer",
      () => fetch(`${served.endpoint}/2015-03-31/functions/echo`),
      404,
      "UnknownOperationException",
    ],
  ])("refuses %s by Lambda's own error", async (_case, call, status, code) => {
    const response = await call();
    expect(response.status).toBe(status);
    expect(response.headers.get("x-amzn-errortype")).toBe(code);
  });
});
