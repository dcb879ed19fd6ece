import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { apiGroup } from "../../shared/contracts/endpoint.ts";
import { AppError, Problem } from "../../shared/contracts/errors.ts";
import { VIEWER_ENCODINGS_HEADER } from "../../shared/names.ts";
import { type HttpDeps, serve } from "./http.ts";
import { openLog } from "./log.ts";

const group = apiGroup({
  entry: "test/api",
  site: "app",
  endpoints: {
    rename: {
      kind: "json",
      method: "PUT",
      path: "/api/things/{thingId}",
      who: ["rep"],
      summary: "Rename",
      params: z.object({ thingId: z.string().length(3) }),
      body: z.object({ name: z.string().min(1), size: z.int().optional() }),
      status: 200,
      returns: z.object({ name: z.string() }),
    },
    page: {
      kind: "page",
      method: "POST",
      path: "/p",
      who: "anyone",
      summary: "Page",
      body: z.object({ tick: z.string() }),
    },
    look: { kind: "page", method: "GET", path: "/p", who: "anyone", summary: "Look" },
  },
});

const denied: string[] = [];
const looks: boolean[] = [];
const deps: HttpDeps = {
  clock: () => 0,
  log: openLog("test"),
  originSecret: "s3cret",
  onDenied: async (caller, action) => {
    denied.push(`${caller.userId} ${action}`);
  },
  errorPage: ({ code }, requestId) => ({
    status: code === "not_found" ? 404 : 500,
    html: `<p>${"This did not work. ".repeat(100)}Reference ${requestId}</p>`,
  }),
};
const handler = serve(
  group,
  {
    rename: async ({ body, params }) => {
      if (params.thingId === "bad") throw new Error("table is on fire: +353871234567");
      if (params.thingId === "old")
        throw new AppError("conflict", "Somebody was faster.", { field: "body.name" });
      return { name: body.name, secretColumn: "never leaves" };
    },
    page: async ({ body }) => ({ status: 200, html: `<p>${body.tick}</p>` }),
    look: async ({ context }) => {
      looks.push(context.head === true);
      return { status: 200, html: "<p>Look</p>" };
    },
  },
  deps,
);

interface Call {
  readonly thingId?: string;
  readonly body?: string;
  readonly type?: string;
  readonly groups?: string;
  readonly secret?: string;
  readonly routeKey?: string;
  readonly method?: string;
  readonly encodings?: string;
}
async function call(options: Call = {}) {
  const {
    thingId = "abc",
    body = '{"name":"n"}',
    type = "application/json",
    groups = "[rep]",
    secret = "s3cret",
  } = options;
  const event = {
    version: "2.0",
    routeKey: options.routeKey ?? "PUT /api/things/{thingId}",
    rawPath: `/api/things/${thingId}`,
    rawQueryString: "",
    headers: {
      "content-type": type,
      "x-invito-origin": secret,
      ...(options.encodings === undefined ? {} : { [VIEWER_ENCODINGS_HEADER]: options.encodings }),
    },
    pathParameters: { thingId },
    requestContext: {
      requestId: "req-1",
      http: { method: options.method ?? "PUT" },
      authorizer: { jwt: { claims: { sub: "u_1", username: "ana", "cognito:groups": groups }, scopes: [] } },
    },
    body,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  const reply = (await handler(event, {
    awsRequestId: "req-1",
  } as Context)) as APIGatewayProxyStructuredResultV2;
  return { status: reply.statusCode, headers: reply.headers, body: reply.body ?? "" };
}
const problemOf = (reply: { body: string }) => Problem.parse(JSON.parse(reply.body));

describe("an HTTP entry point", () => {
  it("answers through the response schema, so that a new column cannot leak", async () => {
    const reply = await call();
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ name: "n" });
  });

  it("gives HEAD a page's headers without its body, and tells the page so", async () => {
    const [seen, asked] = [
      await call({ routeKey: "ANY /p", method: "GET" }),
      await call({ routeKey: "ANY /p", method: "HEAD" }),
    ];
    expect(asked).toEqual({ ...seen, body: "" });
    expect(looks).toEqual([false, true]);
    expect((await call({ routeKey: "ANY /p", method: "DELETE" })).status).toBe(404);
  });

  it.each(["", "text/plain", "application/x-www-form-urlencoded"])(
    "takes an empty body of type “%s” as a form without fields",
    async (type) => {
      const reply = await call({ routeKey: "ANY /p", method: "POST", body: "", type });
      expect(reply.status).not.toBe(415);
    },
  );

  it("names the field of a bad body and answers problem JSON", async () => {
    const reply = await call({ body: '{"name":"","size":1.5}' });
    expect(reply.headers?.["content-type"]).toContain("application/problem+json");
    expect(problemOf(reply)).toMatchObject({
      status: 400,
      code: "invalid_request",
      field: "body.name",
      requestId: "req-1",
    });
    expect(problemOf(reply).errors?.map((error) => error.field)).toEqual(["body.name", "body.size"]);
  });

  it.each([
    ["a bad path parameter", { thingId: "toolong" }, "invalid_request", "path.thingId"],
    ["broken JSON", { body: "{" }, "invalid_request", "body"],
    ["half a character", { body: '{"name":"A\\ud800"}' }, "invalid_request", "body"],
    ["another content type", { type: "text/plain" }, "unsupported_media_type", "header.content-type"],
    ["a body over the limit", { body: `{"name":"${"x".repeat(300_000)}"}` }, "too_large", undefined],
  ] as const)("refuses %s as the caller's mistake", async (_, options, code, field) => {
    expect(problemOf(await call(options))).toMatchObject({ code, ...(field === undefined ? {} : { field }) });
  });

  it("presents a wrong role as not found and audits it", async () => {
    denied.length = 0;
    expect(problemOf(await call({ groups: "[analyst]" })).code).toBe("not_found");
    expect(denied).toEqual(["u_1 PUT /api/things/{thingId}"]);
  });

  it("refuses requests that did not come through the site", async () => {
    expect(problemOf(await call({ secret: "guess" })).code).toBe("not_through_site");
  });

  it("tells a known error and hides an unknown one", async () => {
    expect(problemOf(await call({ thingId: "old" }))).toMatchObject({ status: 409, field: "body.name" });
    const unknown = await call({ thingId: "bad" });
    expect(unknown.status).toBe(500);
    expect(unknown.body).not.toContain("353");
    expect(unknown.body).not.toContain("fire");
  });

  it("packs what is worth it as the viewer can read it, error pages among it", async () => {
    const long = "é".repeat(900);
    const page = { routeKey: "POST /p", body: `tick=${long}`, type: "application/x-www-form-urlencoded" };
    const packed = await call({ ...page, encodings: "gzip, br" });
    expect(packed.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
    expect(brotliDecompressSync(Buffer.from(packed.body, "base64")).toString()).toBe(`<p>${long}</p>`);
    expect((await call(page)).body).toBe(`<p>${long}</p>`);
    const refused = await call({ ...page, method: "DELETE", routeKey: "ANY /p", encodings: "gzip" });
    expect(refused.headers).toMatchObject({ "content-encoding": "gzip" });
    expect(gunzipSync(Buffer.from(refused.body, "base64")).toString()).toContain("Reference");
  });

  it("takes a form on a page and sends the strict headers of domain-rules 3.2", async () => {
    const reply = await call({
      routeKey: "POST /p",
      body: "tick=yes",
      type: "application/x-www-form-urlencoded",
    });
    expect(reply.body).toBe("<p>yes</p>");
    expect(reply.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(reply.headers?.["content-security-policy"]).toContain("default-src 'none'");
  });
});
