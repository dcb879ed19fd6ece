import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpApiPlan } from "../plan/plan.ts";
import type { Invoker, Principal } from "../runtime-ports.ts";
import { httpApi } from "./http-api/http-api.ts";
import { type ProxyEvent, proxyEvent } from "./http-api/proxy-event.ts";
import { type SiteServer, siteServer } from "./site-server.ts";

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../test/events/apigateway/${name}`, import.meta.url), "utf8"));
const issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE";
const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const route = (routeKey: string, jwt?: HttpApiPlan["routes"][number]["jwt"]) => ({
  logicalId: `Route${routeKey}`,
  routeKey,
  stack: "Service",
  functionArn: arn("echo"),
  ...(jwt ? { jwt } : {}),
});
const plan: HttpApiPlan = {
  stack: "Service",
  logicalId: "Api",
  id: "abcdef1234",
  routes: [
    route("GET /items/{id}"),
    route("GET /me", { issuer, audience: ["client1"], scopes: [] }),
    route("GET /scoped", { issuer, audience: ["client1"], scopes: ["items/read"] }),
    route("POST /items"),
    route("GET /answer"),
    route("GET /slow"),
  ],
  cors: {
    AllowOrigins: ["https://app.example.com"],
    AllowMethods: ["GET", "POST"],
    AllowHeaders: ["authorization"],
    AllowCredentials: true,
    MaxAge: 600,
  },
};

let answer: unknown = { statusCode: 200, body: "ok" };
let failure: "none" | "function" | "denied" = "none";
const seen: { event: ProxyEvent; from: Principal }[] = [];
const usage: string[] = [];
const invoker: Invoker = {
  async invoke(_arn, event, from) {
    seen.push({ event: event as ProxyEvent, from });
    if ((event as ProxyEvent).rawPath === "/slow") return new Promise(() => {});
    if (failure === "denied") throw new Error("not allowed");
    return failure === "function"
      ? { ok: false, errorType: "Error", errorMessage: "boom" }
      : { ok: true, payload: answer };
  },
  async invokeLater() {},
};
let site: SiteServer;
let privateKey: CryptoKey;
let strangerKey: CryptoKey;
let jwk: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair("RS256", { extractable: true });
  privateKey = pair.privateKey;
  strangerKey = (await generateKeyPair("RS256")).privateKey;
  jwk = { ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const api = httpApi({
    api: plan,
    region: "us-east-1",
    account: "123456789012",
    invoker,
    keys: async (wanted) => (wanted === issuer ? { keys: [jwk] } : undefined),
    usage: { record: (kind, logicalId) => usage.push(`${kind} ${logicalId}`) },
    warn: () => {},
    integrationTimeoutMs: 60,
  });
  site = await siteServer({ port: 0, listener: api.listener, warn: () => {} });
});
afterAll(() => site.close());

const token = (claims: Record<string, unknown>, key = privateKey, expires = "1h") =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);
const last = () => {
  const found = seen.at(-1);
  if (!found) throw new Error("nothing was invoked");
  return found;
};
const get = (path: string, headers: Record<string, string> = {}) => fetch(site.url + path, { headers });

/** Names of all fields, deep, so that shapes can be compared without values. */
function shape(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [`${at}:${value === null ? "null" : Array.isArray(value) ? "array" : typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) => shape(inner, `${at}.${name}`));
}

test("the event built from the documented request equals the documented event", () => {
  const documented = recorded("http-api-payload-2.0.json");
  const event = proxyEvent(
    {
      method: "POST",
      path: "/my/path",
      query: documented.rawQueryString,
      headers: [
        ["header1", "value1"],
        ["header2", "value1"],
        ["header2", "value2"],
        ["cookie", "cookie1; cookie2"],
        ["user-agent", "agent"],
        ["content-type", "text/plain"],
      ],
      body: Buffer.from("Hello from Lambda"),
      bodyTooLarge: false,
      sourceIp: "192.0.2.1",
      sourcePort: 1,
    },
    {
      accountId: "123456789012",
      apiId: "api-id",
      domainName: documented.requestContext.domainName,
      routeKey: "$default",
      pathParameters: documented.pathParameters,
      jwt: documented.requestContext.authorizer.jwt,
      requestId: "id",
      traceId: "Root=1",
      now: documented.requestContext.timeEpoch,
    },
  );
  // The documented example's time and timeEpoch are of different days; the epoch decides here.
  const time = "04/Mar/2020:19:03:58 +0000";
  expect({ ...event, headers: { header1: event.headers.header1, header2: event.headers.header2 } }).toEqual({
    ...documented,
    requestContext: { ...documented.requestContext, time },
  });
});

test("a request with a Cognito access token has exactly the recorded event's fields", async () => {
  const documented = recorded("http-api-jwt.json");
  const { "cognito:groups": _groups, ...claims } = documented.requestContext.authorizer.jwt.claims;
  const bearer = await token({
    ...claims,
    "cognito:groups": ["admins", "editors"],
    client_id: "client1",
    auth_time: 1583817383,
    exp: undefined,
    iat: undefined,
  });
  expect((await get("/me", { authorization: `Bearer ${bearer}` })).status).toBe(200);
  const { event } = last();
  const comparable = (of: Record<string, unknown>) =>
    shape({ ...of, headers: {}, pathParameters: {} }).sort();
  expect(comparable(event as never)).toEqual(comparable(documented));
  expect(event.requestContext.authorizer?.jwt.claims["cognito:groups"]).toBe("[admins editors]");
  expect(event.requestContext.authorizer?.jwt.claims.auth_time).toBe("1583817383");
  expect(Math.abs(event.requestContext.timeEpoch - Date.now())).toBeLessThan(5_000);
});

test("path parameters and the path arrive decoded, the query string encoded", async () => {
  await get("/items/a%20b%2Fc?q=%C3%A9");
  const { event } = last();
  expect(event.rawPath).toBe("/items/a b/c");
  expect(event.requestContext.http.path).toBe("/items/a b/c");
  expect(event.pathParameters).toEqual({ id: "a b/c" });
  expect(event.rawQueryString).toBe("q=%C3%A9");
});

test("cookies leave the headers and repeated headers are joined by a comma", async () => {
  await new Promise<void>((resolve, reject) => {
    httpRequest(
      `${site.url}/items/1?a=1&a=2&b=%C3%A9`,
      {
        headers: ["Host", "x", "X-Multi", "one", "X-Multi", "two", "Cookie", "a=1; b=2"],
      } as never,
      (response) => {
        response.resume();
        response.on("end", () => resolve());
      },
    )
      .on("error", reject)
      .end();
  });
  const { event } = last();
  expect(event.headers["x-multi"]).toBe("one,two");
  expect(event.cookies).toEqual(["a=1", "b=2"]);
  expect(event.headers).not.toHaveProperty("cookie");
  expect(event.queryStringParameters).toEqual({ a: "1,2", b: "é" });
  expect(event.rawQueryString).toBe("a=1&a=2&b=%C3%A9");
  expect(event.pathParameters).toEqual({ id: "1" });
});

test("optional fields are absent, not empty", async () => {
  await get("/answer");
  for (const name of ["cookies", "queryStringParameters", "pathParameters", "body", "stageVariables"])
    expect(last().event).not.toHaveProperty(name);
  expect(last().event.requestContext).not.toHaveProperty("authorizer");
});

test("a JSON body arrives as text, a web form and bytes in base64", async () => {
  const post = (body: string, type: string) =>
    fetch(`${site.url}/items`, { method: "POST", body, headers: { "content-type": type } });
  await post('{"a":1}', "application/json");
  expect(last().event).toMatchObject({ body: '{"a":1}', isBase64Encoded: false });
  await post("a=1", "application/x-www-form-urlencoded");
  expect(last().event).toMatchObject({ body: Buffer.from("a=1").toString("base64"), isBase64Encoded: true });
  await post("x", "image/gif");
  expect(last().event.isBase64Encoded).toBe(true);
});

test("the function is invoked as API Gateway from the route's ARN, and the route counts as used", async () => {
  await get("/items/9");
  expect(last().from).toEqual({
    kind: "service",
    service: "apigateway.amazonaws.com",
    sourceArn: "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/$default/GET/items/{id}",
  });
  expect(usage.at(-1)).toBe("route RouteGET /items/{id}");
});

test("an answer without statusCode is the JSON body of a 200", async () => {
  answer = { hello: "world" };
  const response = await get("/answer");
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({ hello: "world" });
  answer = "plain";
  expect(await (await get("/answer")).text()).toBe("plain");
});

test("status, headers, cookies and a base64 body are taken from a structured answer", async () => {
  answer = {
    statusCode: 201,
    headers: { "X-Count": 3, "Content-Type": "image/gif" },
    cookies: ["a=1; HttpOnly", "b=2"],
    body: Buffer.from([1, 2, 255]).toString("base64"),
    isBase64Encoded: true,
  };
  const response = await get("/answer");
  expect(response.status).toBe(201);
  expect(response.headers.get("x-count")).toBe("3");
  expect(response.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 255]);
  answer = { statusCode: 200, body: "ok" };
  expect((await get("/answer")).headers.get("content-type")).toBe("text/plain;charset=utf-8");
});

test.each([
  [
    "a function error",
    () => {
      failure = "function";
    },
  ],
  [
    "a missing Lambda permission",
    () => {
      failure = "denied";
    },
  ],
  [
    "a malformed answer",
    () => {
      answer = { statusCode: "many" };
    },
  ],
])("%s is 500 Internal Server Error", async (_name, arrange) => {
  arrange();
  const response = await get("/answer");
  failure = "none";
  answer = { statusCode: 200, body: "ok" };
  expect([response.status, await response.json()]).toEqual([500, { message: "Internal Server Error" }]);
});

test("an unknown route is 404, an integration over its time 503, a body over 10 MB 413", async () => {
  const missing = await get("/nothing");
  expect([missing.status, await missing.json()]).toEqual([404, { message: "Not Found" }]);
  const slow = await get("/slow");
  expect([slow.status, await slow.json()]).toEqual([503, { message: "Service Unavailable" }]);
  const large = await fetch(`${site.url}/items`, {
    method: "POST",
    body: Buffer.alloc(10 * 1024 * 1024 + 1),
  });
  expect([large.status, await large.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
});

test.each([
  ["no token", async () => ({})],
  [
    "a token of another key",
    async () => ({ authorization: `Bearer ${await token({ client_id: "client1" }, strangerKey)}` }),
  ],
  [
    "an expired token",
    async () => ({ authorization: `Bearer ${await token({ client_id: "client1" }, privateKey, "-1s")}` }),
  ],
  [
    "a token for another client",
    async () => ({ authorization: `Bearer ${await token({ client_id: "other" })}` }),
  ],
  [
    "a token that never expires",
    async () => {
      const eternal = new SignJWT({ client_id: "client1" }).setProtectedHeader({ alg: "RS256", kid: "k1" });
      return { authorization: `Bearer ${await eternal.setIssuer(issuer).sign(privateKey)}` };
    },
  ],
  ["rubbish", async () => ({ authorization: "Bearer x.y.z" })],
])("%s is 401 with a challenge and reaches no function", async (_name, headers) => {
  const before = seen.length;
  const response = await get("/me", await headers());
  expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized" }]);
  expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
  expect(seen.length).toBe(before);
});

test("aud is accepted like client_id, and a missing scope is 403", async () => {
  expect((await get("/me", { authorization: await token({ aud: "client1" }) })).status).toBe(200);
  const without = await token({ client_id: "client1", scope: "openid" });
  expect((await get("/scoped", { authorization: `Bearer ${without}` })).status).toBe(403);
  const holding = await token({ client_id: "client1", scope: "openid items/read" });
  expect((await get("/scoped", { authorization: `Bearer ${holding}` })).status).toBe(200);
  expect(last().event.requestContext.authorizer?.jwt.scopes).toEqual(["items/read"]);
});

test("a preflight is answered by the API, and only for a planned origin", async () => {
  const preflight = (origin: string) =>
    fetch(`${site.url}/me`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
  const allowed = await preflight("https://app.example.com");
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://app.example.com");
  expect(allowed.headers.get("access-control-allow-methods")).toBe("GET,POST");
  expect(allowed.headers.get("access-control-max-age")).toBe("600");
  const foreign = await preflight("https://evil.example");
  expect([foreign.status, foreign.headers.get("access-control-allow-origin")]).toEqual([204, null]);
});

test("the API's CORS headers replace a function's own", async () => {
  answer = { statusCode: 200, headers: { "access-control-allow-origin": "*" }, body: "" };
  const foreign = await get("/answer", { origin: "https://evil.example" });
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  answer = { statusCode: 200, body: "ok" };
});
