import { generateKeyPairSync } from "node:crypto";
import { Readable } from "node:stream";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { getSignedCookies, getSignedUrl } from "@aws-sdk/cloudfront-signer";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { BucketPlan, DistributionPlan } from "../plan/plan.ts";
import { type Authorizer, AwsError, type NeededAction, type Principal } from "../runtime-ports.ts";
import { type Distribution, distribution } from "./cloudfront/distribution.ts";
import { type BucketReader, bucketOrigin } from "./cloudfront/origins.ts";
import { type EdgeRequest, type EdgeResponse, headerValue } from "./http-message.ts";
import { type SiteServer, siteServer } from "./site-server.ts";

type Behaviour = DistributionPlan["behaviours"][number];
const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E1";
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const stranger = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;

const uncached = {
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: 0,
  headers: [],
  cookies: "none",
  query: "none",
} as const;
const cached = { ...uncached, defaultTtl: 60, maxTtl: 3600 } as const;
const behaviour = (path: string, changes: Partial<Behaviour> = {}): Behaviour => ({
  path,
  originId: "site",
  allowedMethods: ["GET", "HEAD"],
  viewerProtocolPolicy: "redirect-to-https",
  compress: false,
  cache: cached,
  forward: { headers: "none", cookies: "none", query: "none" },
  responseHeaders: [],
  removeHeaders: [],
  trustedKeyIds: [],
  functions: [],
  ...changes,
});
const every = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];
const plan: DistributionPlan = {
  stack: "Service",
  logicalId: "Site",
  id: "E1",
  domainName: "d111111abcdef8.cloudfront.net",
  defaultRootObject: "index.html",
  origins: [
    { id: "site", path: "", target: { kind: "bucket", bucket: "site" }, customHeaders: {} },
    {
      id: "api",
      path: "",
      target: { kind: "httpApi", apiId: "api1" },
      customHeaders: { "X-Origin-Secret": "s3cret" },
    },
  ],
  behaviours: [
    behaviour("/api/open/*", {
      originId: "api",
      allowedMethods: every,
      cache: uncached,
      forward: {
        headers: [
          "CloudFront-Viewer-Address",
          "CloudFront-Viewer-Country",
          "CloudFront-Viewer-ASN",
          "Origin",
        ],
        cookies: ["session"],
        query: ["q"],
      },
    }),
    behaviour("/api/*", {
      originId: "api",
      allowedMethods: every,
      cache: uncached,
      forward: { headers: "allViewerExceptHost", cookies: "all", query: "all" },
    }),
    behaviour("/keyed/*", {
      originId: "api",
      cache: { ...cached, query: ["v"], headers: ["Accept-Language"], cookies: ["theme"] },
    }),
    behaviour("/media/*.mp4", { trustedKeyIds: ["K1"] }),
    behaviour("/media/*", { trustedKeyIds: ["K1"], compress: true }),
    behaviour("/old/?", {
      functions: [
        {
          eventType: "viewer-request",
          code: "function handler(event) { return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/new' + event.request.uri.slice(4) } }, cookies: { a: { value: '1', attributes: 'Secure' } } }; }",
        },
      ],
    }),
    behaviour("/app/*", {
      functions: [
        {
          eventType: "viewer-request",
          code: "async function handler(event) { const r = event.request; if (!r.uri.includes('.')) r.uri = '/index.html'; return r; }",
        },
        {
          eventType: "viewer-response",
          code: "function handler(event) { event.response.headers['x-fn'] = { value: event.viewer.ip + ' ' + event.context.eventType }; return event.response; }",
        },
      ],
    }),
    behaviour("/broken/*", {
      functions: [{ eventType: "viewer-request", code: "function handler() { return process.env; }" }],
    }),
    behaviour("/min/*", { originId: "api", cache: { ...cached, minTtl: 5 } }),
    behaviour("*", {
      compress: true,
      responseHeaders: [
        { name: "X-Frame-Options", value: "DENY", override: true },
        { name: "Cache-Control", value: "no-store", override: false },
      ],
      removeHeaders: ["X-Amz-Meta-Secret"],
    }),
  ],
  errorResponses: [
    { errorCode: 404, responseCode: 200, responsePagePath: "/spa.html", errorCachingMinTtl: 2 },
  ],
};

const bucket: BucketPlan = {
  stack: "Data",
  logicalId: "SiteBucket",
  name: "site",
  arn: "arn:aws:s3:::site",
  eventBridge: false,
  cors: [],
  versioned: false,
  objectLock: false,
  policy: {
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: "*",
      },
    ],
  },
};

const objects = new Map<string, { body: Buffer; etag: string; headers?: Record<string, string> }>();
let reads: { key: string; range?: string; ifNoneMatch?: string }[] = [];
const reader: BucketReader = {
  async get(_bucket, key, options) {
    reads.push({ key, ...options });
    const found = objects.get(key);
    const empty = Readable.from([]);
    if (!found) return { status: 404, headers: {}, body: empty };
    const headers = {
      etag: found.etag,
      "content-length": String(found.body.length),
      "content-type": "text/html",
      ...found.headers,
    };
    if (options.ifNoneMatch === found.etag) return { status: 304, headers, body: empty };
    const range = /bytes=(\d+)-(\d+)/.exec(options.range ?? "");
    if (!range) return { status: 200, headers, body: Readable.from([found.body]) };
    const part = found.body.subarray(Number(range[1]), Number(range[2]) + 1);
    return {
      status: 206,
      headers: {
        ...headers,
        "content-length": String(part.length),
        "content-range": `bytes ${range[1]}-${range[2]}/${found.body.length}`,
      },
      body: Readable.from([part]),
    };
  },
};
let checked: { principal: Principal; needed: readonly NeededAction[] }[] = [];
let refuse = false;
const authorizer: Authorizer = {
  check(principal, needed) {
    checked.push({ principal, needed });
    if (refuse) throw new AwsError(403, "AccessDenied", "no");
  },
};

let apiRequests: EdgeRequest[] = [];
let apiAnswer: (request: EdgeRequest) => EdgeResponse;
const api = (status: number, body: string, headers: [string, string][] = []): EdgeResponse => ({
  status,
  headers: [["content-type", "text/plain"], ...headers],
  body: Buffer.from(body),
});
let clock = Date.now();
let warnings: string[] = [];
let site: SiteServer;
let served: Distribution;

beforeAll(async () => {
  served = distribution({
    plan,
    origins: {
      site: {
        handle: bucketOrigin({ bucket, distributionArn, reader, authorizer }),
        domainName: "site.s3.us-east-1.amazonaws.com",
      },
      api: {
        domainName: "api1.execute-api.us-east-1.amazonaws.com",
        async handle(request) {
          apiRequests.push(request);
          return apiAnswer(request);
        },
      },
    },
    publicKey: async (id) => (id === "K1" ? publicKey : undefined),
    warn: (message) => warnings.push(message),
    now: () => clock,
    objectLimitBytes: 100_000,
  });
  site = await siteServer({
    port: 0,
    listener: served.listener,
    warn: () => {},
    special: async (request, response) => {
      if (request.url !== "/healthz") return false;
      response.end("fine");
      return true;
    },
  });
});
afterAll(() => site.close());
beforeEach(() => {
  served.invalidate();
  objects.clear();
  objects.set("index.html", {
    body: Buffer.from("<h1>home</h1>".repeat(200)),
    etag: '"v1"',
    headers: { "x-amz-meta-secret": "1" },
  });
  objects.set("spa.html", { body: Buffer.from("spa"), etag: '"s1"' });
  objects.set("a.txt", { body: Buffer.from("0123456789"), etag: '"a1"' });
  objects.set("media/clip.mp4", {
    body: Buffer.from("clipclipclip"),
    etag: '"m1"',
    headers: { "content-type": "video/mp4" },
  });
  objects.set("media/long.mp4", { body: Buffer.alloc(200_000, 7), etag: '"l1"' });
  reads = [];
  checked = [];
  apiRequests = [];
  warnings = [];
  refuse = false;
  clock = Date.now();
  apiAnswer = () => api(200, "api");
});

const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(site.url + path, {
    ...init,
    redirect: "manual",
    headers: { "accept-encoding": "identity", ...headers },
  });
const xCache = (response: Response) => response.headers.get("x-cache");

test("the runtime's own paths are answered before CloudFront", async () => {
  expect(await (await get("/healthz")).text()).toBe("fine");
});

test("the default root object is served for / only, read as this distribution", async () => {
  expect(await (await get("/")).text()).toContain("home");
  expect(reads.map(({ key }) => key)).toEqual(["index.html"]);
  expect(checked[0]).toEqual({
    principal: { kind: "service", service: "cloudfront.amazonaws.com", sourceArn: distributionArn },
    needed: [{ action: "s3:GetObject", resource: "arn:aws:s3:::site/index.html" }],
  });
});

test("a method that the behaviour does not allow gets CloudFront's 403 page", async () => {
  const response = await get("/a.txt", {}, { method: "POST" });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain("not configured to allow the HTTP request method");
});

test("a second request is a hit with its age, from the first request's bytes", async () => {
  expect(xCache(await get("/a.txt"))).toBe("Miss from cloudfront");
  clock += 7_000;
  const second = await get("/a.txt");
  expect([xCache(second), second.headers.get("age"), await second.text()]).toEqual([
    "Hit from cloudfront",
    "7",
    "0123456789",
  ]);
  expect(reads.length).toBe(1);
});

test("after its time a copy is revalidated by ETag", async () => {
  await get("/a.txt");
  clock += 61_000;
  const again = await get("/a.txt");
  expect([xCache(again), await again.text()]).toEqual(["RefreshHit from cloudfront", "0123456789"]);
  expect(reads.at(-1)?.ifNoneMatch).toBe('"a1"');
  objects.set("a.txt", { body: Buffer.from("new"), etag: '"a2"' });
  clock += 61_000;
  const changed = await get("/a.txt");
  expect([xCache(changed), await changed.text()]).toEqual(["Miss from cloudfront", "new"]);
});

test("an object that is gone at revalidation is not served from the old copy", async () => {
  await get("/a.txt");
  objects.delete("a.txt");
  clock += 61_000;
  expect(await (await get("/a.txt")).text()).toBe("spa");
});

test.each([
  ["max-age=5", 6_000, "Miss from cloudfront"],
  ["max-age=5", 4_000, "Hit from cloudfront"],
  ["max-age=5, s-maxage=100", 90_000, "Hit from cloudfront"],
  ["max-age=99999", 3_601_000, "Miss from cloudfront"],
  ["no-store", 0, "Miss from cloudfront"],
  ["private", 0, "Miss from cloudfront"],
])("Cache-Control %s after %i ms is a %s", async (directive, wait, result) => {
  apiAnswer = () => api(200, "x", [["cache-control", directive]]);
  await get("/keyed/x");
  clock += wait;
  expect(xCache(await get("/keyed/x"))).toBe(result);
});

test("a minimum TTL outlasts no-store", async () => {
  apiAnswer = () => api(200, "x", [["cache-control", "no-store"]]);
  await get("/min/x");
  expect(xCache(await get("/min/x"))).toBe("Hit from cloudfront");
});

test("only what the cache policy names parts the cache", async () => {
  await get("/keyed/x?v=1&other=1", { "accept-language": "en", cookie: "theme=dark; id=1" });
  expect(
    xCache(
      await get("/keyed/x?v=1&other=2", {
        "accept-language": "en",
        cookie: "theme=dark; id=2",
        "x-any": "1",
      }),
    ),
  ).toBe("Hit from cloudfront");
  for (const [path, language, theme] of [
    ["/keyed/x?v=2", "en", "dark"],
    ["/keyed/x?v=1", "de", "dark"],
    ["/keyed/x?v=1", "en", "light"],
  ] as const)
    expect(xCache(await get(path, { "accept-language": language, cookie: `theme=${theme}` }))).toBe(
      "Miss from cloudfront",
    );
});

test("behaviours without a TTL and other methods than GET and HEAD are never kept", async () => {
  await get("/api/x");
  expect(xCache(await get("/api/x"))).toBe("Miss from cloudfront");
  expect(apiRequests.length).toBe(2);
});

test("an error is kept for its minimum TTL and no longer; a 403 is not kept", async () => {
  apiAnswer = () => api(500, "bad");
  await get("/keyed/x");
  await get("/keyed/x");
  expect(apiRequests.length).toBe(1);
  clock += 10_001;
  await get("/keyed/x");
  expect(apiRequests.length).toBe(2);
  apiAnswer = () => api(403, "no");
  await get("/keyed/y");
  await get("/keyed/y");
  expect(apiRequests.length).toBe(4);
});

test("a failing origin is covered by the stale copy", async () => {
  apiAnswer = () => api(200, "good");
  await get("/keyed/x");
  clock += 61_000;
  apiAnswer = () => api(503, "down");
  const response = await get("/keyed/x");
  expect([response.status, await response.text()]).toEqual([200, "good"]);
});

test("a copy that was once refused never comes back when the origin fails", async () => {
  await get("/keyed/x");
  clock += 61_000;
  apiAnswer = () => api(403, "withdrawn");
  await get("/keyed/x");
  apiAnswer = () => api(503, "down");
  expect((await get("/keyed/x")).status).toBe(503);
});

test("headers, cookies and query strings that no policy names are absent at the origin", async () => {
  await get("/api/open/x?q=1&r=2", {
    "x-secret": "1",
    "accept-language": "en",
    origin: "https://a.example",
    cookie: "session=1; other=2",
    "user-agent": "browser",
    authorization: "Bearer x",
  });
  const [request] = apiRequests;
  const header = (name: string) => (request ? headerValue(request.headers, name) : "none");
  expect([request?.query, header("cookie"), header("origin")]).toEqual([
    "q=1",
    "session=1",
    "https://a.example",
  ]);
  for (const name of ["x-secret", "accept-language", "authorization", "accept"])
    expect(header(name)).toBeUndefined();
  expect(header("user-agent")).toBe("Amazon CloudFront");
  expect(header("host")).toBe("api1.execute-api.us-east-1.amazonaws.com");
});

test("viewer facts are added where named, and cannot be forged by the viewer", async () => {
  await get("/api/open/x", { "cloudfront-viewer-country": "XX" });
  await get("/api/all", { "cloudfront-viewer-country": "XX", "x-forwarded-for": "9.9.9.9" });
  const [named, all] = apiRequests;
  expect(headerValue(named?.headers ?? [], "cloudfront-viewer-country")).toBe("IE");
  expect(headerValue(named?.headers ?? [], "cloudfront-viewer-asn")).toBe("64496");
  expect(headerValue(named?.headers ?? [], "cloudfront-viewer-address")).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(headerValue(all?.headers ?? [], "cloudfront-viewer-country")).toBeUndefined();
  expect(headerValue(all?.headers ?? [], "x-forwarded-for")).toBe("9.9.9.9, 127.0.0.1");
  expect(headerValue(all?.headers ?? [], "via")).toBe("1.1 d111111abcdef8.cloudfront.net (CloudFront)");
});

test("custom origin headers replace what a viewer sends under their name", async () => {
  await get("/api/x", { "x-origin-secret": "guess", "x-other": "1" });
  const headers = apiRequests[0]?.headers ?? [];
  expect(headers.filter(([name]) => name === "x-origin-secret")).toEqual([["x-origin-secret", "s3cret"]]);
  expect(headerValue(headers, "x-other")).toBe("1");
});

test("Set-Cookie passes where cookies are forwarded and is dropped where not", async () => {
  apiAnswer = () =>
    api(200, "x", [
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
    ]);
  expect((await get("/api/x")).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect((await get("/min/x")).headers.getSetCookie()).toEqual([]);
});

test.each([
  ["bytes=2-4", 206, "234", "bytes 2-4/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-2", 206, "89", "bytes 8-9/10"],
  ["bytes=20-", 416, "", "bytes */10"],
  ["bytes=1-2,4-5", 200, "0123456789", null],
])("range %s is answered %i, cold and warm", async (range, status, body, contentRange) => {
  for (const _temperature of ["cold", "warm"]) {
    const response = await get("/a.txt", { range });
    expect([response.status, response.headers.get("content-range"), await response.text()]).toEqual([
      status,
      contentRange,
      body,
    ]);
  }
});

test("a range of an object too long to hold is asked of the origin", async () => {
  const url = getSignedUrl({
    url: `${site.url}/media/long.mp4`,
    keyPairId: "K1",
    privateKey,
    dateLessThan: new Date(clock + 60_000).toISOString(),
  });
  const response = await fetch(url, { headers: { range: "bytes=10-19" } });
  expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([206, 10]);
  expect(reads.at(-1)?.range).toBe("bytes=10-19");
});

test("HEAD has the headers and no body, from the cache too", async () => {
  for (const _temperature of ["cold", "warm"]) {
    const response = await get("/a.txt", {}, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([
      200,
      "10",
      "",
    ]);
    await get("/a.txt");
  }
});

test("a viewer's If-None-Match is answered at the edge", async () => {
  await get("/a.txt");
  expect((await get("/a.txt", { "if-none-match": 'W/"a1"' })).status).toBe(304);
  expect((await get("/a.txt", { "if-none-match": '"other"' })).status).toBe(200);
  expect(reads.length).toBe(1);
});

test("the response headers policy overrides, fills in and removes", async () => {
  const response = await get("/");
  expect(response.headers.get("x-frame-options")).toBe("DENY");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-amz-meta-secret")).toBeNull();
});

test("text is compressed as the viewer accepts, Brotli first, small bodies and ranges not", async () => {
  const raw = async (encoding: string, path = "/", more = {}) => {
    const response = await served.handle({
      method: "GET",
      path,
      query: "",
      headers: [
        ["host", "x"],
        ["accept-encoding", encoding],
        ...Object.entries(more as Record<string, string>),
      ],
      body: Buffer.alloc(0),
      bodyTooLarge: false,
      sourceIp: "127.0.0.1",
      sourcePort: 1,
    });
    return {
      encoding: headerValue(response.headers, "content-encoding"),
      etag: headerValue(response.headers, "etag"),
      body: response.body as Buffer,
    };
  };
  const br = await raw("gzip, deflate, br");
  expect([br.encoding, br.etag, brotliDecompressSync(br.body).toString().slice(0, 13)]).toEqual([
    "br",
    'W/"v1"',
    "<h1>home</h1>",
  ]);
  const gz = await raw("gzip, br;q=0");
  expect([gz.encoding, gunzipSync(gz.body).length]).toEqual(["gzip", 2600]);
  expect((await raw("identity")).encoding).toBeUndefined();
  expect((await raw("br", "/a.txt")).encoding).toBeUndefined();
  expect((await raw("br", "/", { range: "bytes=0-3" })).body.toString()).toBe("<h1>");
});

test("an error response page replaces the error under its own status", async () => {
  const response = await get("/nothing/here");
  expect([response.status, await response.text(), xCache(response)]).toEqual([
    200,
    "spa",
    "Error from cloudfront",
  ]);
});

test("what the bucket policy refuses is S3's AccessDenied", async () => {
  refuse = true;
  const response = await get("/a.txt");
  expect([response.status, await response.text()]).toEqual([
    403,
    expect.stringContaining("<Code>AccessDenied</Code>"),
  ]);
});

test("a function may answer itself, with cookies", async () => {
  const response = await get("/old/7");
  expect([response.status, response.headers.get("location"), response.headers.getSetCookie()]).toEqual([
    302,
    "/new/7",
    ["a=1; Secure"],
  ]);
  expect(reads.length).toBe(0);
});

test("a function may rewrite the path and change the response", async () => {
  const response = await get("/app/deep/link");
  expect(await response.text()).toContain("home");
  expect(response.headers.get("x-fn")).toBe("127.0.0.1 viewer-response");
});

test("a function has no Node globals; when it fails the viewer gets 503", async () => {
  const response = await get("/broken/x");
  expect([response.status, xCache(response)]).toEqual([503, "FunctionExecutionError from cloudfront"]);
  expect(warnings.join()).toContain("process is not defined");
});

test("a signed URL opens its object until it expires, by real time", async () => {
  const url = getSignedUrl({
    url: `${site.url}/media/clip.mp4`,
    keyPairId: "K1",
    privateKey,
    dateLessThan: new Date(clock + 60_000).toISOString(),
  });
  expect(await (await fetch(url)).text()).toBe("clipclipclip");
  clock += 61_000;
  const late = await fetch(url);
  expect([late.status, await late.text()]).toEqual([
    403,
    expect.stringContaining("<Code>AccessDenied</Code>"),
  ]);
});

test("a signature for one object does not open another", async () => {
  const url = getSignedUrl({
    url: `${site.url}/media/clip.mp4`,
    keyPairId: "K1",
    privateKey,
    dateLessThan: new Date(clock + 60_000).toISOString(),
  });
  expect((await fetch(url.replace("clip.mp4", "long.mp4"))).status).toBe(403);
});

test.each([
  ["nothing", (url: string) => url, "MissingKey"],
  [
    "an unknown key",
    (url: string) =>
      getSignedUrl({
        url,
        keyPairId: "K9",
        privateKey,
        dateLessThan: new Date(Date.now() + 60_000).toISOString(),
      }),
    "InvalidKey",
  ],
  [
    "another private key",
    (url: string) =>
      getSignedUrl({
        url,
        keyPairId: "K1",
        privateKey: stranger,
        dateLessThan: new Date(Date.now() + 60_000).toISOString(),
      }),
    "AccessDenied",
  ],
])("signed with %s is refused in XML", async (_name, sign, code) => {
  const response = await fetch(sign(`${site.url}/media/clip.mp4`));
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    403,
    "text/xml",
    expect.stringContaining(`<Code>${code}</Code>`),
  ]);
  expect(reads.length).toBe(0);
});

const policy = (resource: string, ip = "127.0.0.0/8", from = 0) =>
  JSON.stringify({
    Statement: [
      {
        Resource: resource,
        Condition: {
          DateLessThan: { "AWS:EpochTime": Math.floor(Date.now() / 1000) + 60 },
          DateGreaterThan: { "AWS:EpochTime": from },
          IpAddress: { "AWS:SourceIp": ip },
        },
      },
    ],
  });

test.each([
  ["a wildcard over the folder", () => policy(`${site.url}/media/*`), 200],
  ["any scheme and host", () => policy("*/media/cl?p.mp4"), 200],
  ["another folder", () => policy(`${site.url}/other/*`), 403],
  ["another network", () => policy(`${site.url}/media/*`, "192.0.2.0/24"), 403],
  [
    "a time that has not come",
    () => policy(`${site.url}/media/*`, "0.0.0.0/0", Math.floor(Date.now() / 1000) + 30),
    403,
  ],
])("signed cookies with a policy for %s", async (_name, make, status) => {
  const cookies = getSignedCookies({ keyPairId: "K1", privateKey, policy: make() });
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  expect((await get("/media/clip.mp4", { cookie })).status).toBe(status);
});

test("signed cookies and signing parameters do not reach the origin and do not part the cache", async () => {
  const sign = (seconds: number) =>
    getSignedUrl({
      url: `${site.url}/media/clip.mp4`,
      keyPairId: "K1",
      privateKey,
      dateLessThan: new Date(clock + seconds * 1000).toISOString(),
    });
  await fetch(sign(60));
  expect(xCache(await fetch(sign(90)))).toBe("Hit from cloudfront");
});
