import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { Plan } from "../plan/plan.ts";
import type { InvokeResult, Principal } from "../runtime-ports.ts";
import { edge } from "./edge.ts";
import type { ProxyEvent } from "./http-api/proxy-event.ts";
import { type EdgeRequest, type EdgeResponse, headerValue } from "./http-message.ts";

const planned = { stack: "Service", logicalId: "X" };
const behaviour = {
  path: "/api/*",
  originId: "api",
  allowedMethods: ["GET", "HEAD"],
  viewerProtocolPolicy: "redirect-to-https",
  compress: false,
  cache: { minTtl: 0, defaultTtl: 0, maxTtl: 0, headers: [], cookies: "none", query: "none" },
  forward: { headers: "allViewerExceptHost", cookies: "all", query: "all" },
  responseHeaders: [],
  removeHeaders: [],
  trustedKeyIds: [],
  functions: [],
} as const;
const plan: Plan = {
  region: "eu-west-1",
  account: "123456789012",
  tables: [],
  functions: [],
  roles: [],
  permissions: [],
  httpApis: [
    {
      ...planned,
      id: "api1",
      routes: [{ ...planned, logicalId: "R", routeKey: "$default", functionArn: "f" }],
    },
  ],
  distributions: [
    {
      ...planned,
      id: "E1",
      domainName: "d1.cloudfront.net",
      origins: [
        {
          id: "api",
          path: "",
          target: { kind: "httpApi", apiId: "api1" },
          customHeaders: { "x-origin-secret": "s3cret" },
        },
        { id: "site", path: "", target: { kind: "bucket", bucket: "site" }, customHeaders: {} },
      ],
      behaviours: [
        { ...behaviour, path: "/api/host/*", forward: { ...behaviour.forward, headers: "allViewer" } },
        behaviour,
        { ...behaviour, path: "*", originId: "site" },
      ],
      errorResponses: [],
    },
  ],
  publicKeys: [],
  buckets: [
    {
      ...planned,
      name: "site",
      arn: "arn:aws:s3:::site",
      keyArn: "arn:key",
      eventBridge: false,
      cors: [],
      versioned: false,
      objectLock: false,
    },
  ],
  deployments: [],
  queues: [],
  topics: [],
  reportTopics: [],
  buses: [],
  rules: [],
  mappings: [],
  keys: [],
  userPools: [],
  inert: [],
  unsupported: [],
};

function built(changed: Plan = plan) {
  const events: ProxyEvent[] = [];
  const checks: { principal: Principal; actions: string[] }[] = [];
  const made = edge({
    plan: changed,
    invoker: {
      async invoke(_arn, event): Promise<InvokeResult> {
        events.push(event as ProxyEvent);
        return { ok: true, payload: "seen" };
      },
      async invokeLater() {},
    },
    authorizer: {
      check: (principal, needed) =>
        void checks.push({ principal, actions: needed.map(({ action }) => action) }),
    },
    usage: { record() {} },
    keys: async () => undefined,
    reader: {
      get: async (_bucket, key) =>
        key === "sealed.html"
          ? { status: 200, headers: {}, body: Readable.from(["sealed"]), keyArn: "arn:key" }
          : { status: 404, headers: {}, body: Readable.from([]) },
    },
    resolve: async (text) => text,
    warn: () => {},
  });
  return { made, events, checks };
}
const get = (path: string): EdgeRequest => ({
  method: "GET",
  path,
  query: "a=1",
  headers: [
    ["host", "app.example.com"],
    ["authorization", "Bearer t"],
    ["cookie", "s=1"],
  ],
  body: Buffer.alloc(0),
  bodyTooLarge: false,
  sourceIp: "127.0.0.1",
  sourcePort: 5,
});
const text = ({ body }: EdgeResponse) => (Buffer.isBuffer(body) ? body.toString() : "stream");

test("a request through the distribution reaches the function with the origin secret, one past it without", async () => {
  const { made, events } = built();
  await made.distributions.get("E1")?.handle(get("/api/x"));
  await made.apis.get("api1")?.handleDirect(get("/api/x"));
  expect(events.map(({ headers }) => headers["x-origin-secret"])).toEqual(["s3cret", undefined]);
  expect(events[0]?.headers.host).toBe("api1.execute-api.eu-west-1.amazonaws.com");
  expect(events[0]).toMatchObject({ rawQueryString: "a=1", cookies: ["s=1"], rawPath: "/api/x" });
});

test("forwarding the viewer's Host to an API is refused, as on AWS", async () => {
  const { made, events } = built();
  const response = await made.distributions.get("E1")?.handle(get("/api/host/x"));
  expect([response?.status, response && text(response)]).toEqual([403, '{"message":"Forbidden"}']);
  expect(events).toEqual([]);
});

test("a bucket is read as CloudFront, and a missing object without the right to list is denied", async () => {
  const { made, checks } = built();
  const response = await made.distributions.get("E1")?.handle(get("/none.html"));
  expect(checks).toEqual([
    {
      principal: {
        kind: "service",
        service: "cloudfront.amazonaws.com",
        sourceArn: "arn:aws:cloudfront::123456789012:distribution/E1",
      },
      actions: ["s3:GetObject"],
    },
  ]);
  expect([response?.status, response && headerValue(response.headers, "content-type")]).toEqual([
    403,
    "application/xml",
  ]);
});

test("an object that a customer's key encrypts also needs the right to that key, the bucket's default does not count", async () => {
  const { made, checks } = built();
  await made.distributions.get("E1")?.handle(get("/sealed.html"));
  expect(checks.map((check) => check.actions)).toEqual([["s3:GetObject"], ["kms:Decrypt"]]);
});

test("an origin that is not planned stops the start", () => {
  expect(() => built({ ...plan, httpApis: [] })).toThrow("no HTTP API api1 is planned");
  expect(() => built({ ...plan, buckets: [] })).toThrow("no bucket site is planned");
});
