import { expect, test } from "vitest";
import { corsRules, preflight, withCors } from "./cross-origin.ts";
import { claimText } from "./jwt-authorizer.ts";
import { isBinary } from "./proxy-event.ts";
import { responseOf } from "./proxy-response.ts";
import { tokenBucket } from "./throttle.ts";

test.each([
  [["admins", "editors"], "[admins editors]"],
  [[], "[]"],
  [1583817383, "1583817383"],
  [true, "true"],
  [{ b: 1, a: ["x"] }, "map[a:[x] b:1]"],
  [null, "<nil>"],
])("the claim %j reaches the function as %s", (claim, text) => {
  expect(claimText(claim)).toBe(text);
});

test.each([
  ["application/json; charset=utf-8", false],
  ["text/plain", false],
  ["application/problem+json", false],
  ["application/x-www-form-urlencoded", true],
  ["image/png", true],
  [undefined, true],
])("a body of type %s is binary: %s", (type, binary) => {
  expect(isBinary(type)).toBe(binary);
});

test("the bucket holds its burst and refills by its rate", () => {
  const admit = tokenBucket({ rateLimit: 10, burstLimit: 3 });
  expect([0, 0, 0, 0].map(admit)).toEqual([true, true, true, false]);
  expect([50, 100, 150].map(admit)).toEqual([false, true, false]);
  expect([10_000, 10_000, 10_000, 10_000].map(admit)).toEqual([true, true, true, false]);
});

test.each([
  [{ statusCode: 99 }],
  [{ statusCode: 700 }],
  [{ statusCode: 200, body: { a: 1 } }],
  [{ statusCode: "x" }],
])("%j is no answer of a function", (payload) => {
  expect(responseOf(payload).status).toBe(500);
});

test("statusCode may be text, and a function cannot set the framing headers", () => {
  const response = responseOf({ statusCode: "204", headers: { "Content-Length": "5", Connection: "close" } });
  expect([response.status, response.headers]).toEqual([204, []]);
});

const request = (method: string, headers: [string, string][]) => ({
  method,
  path: "/",
  query: "",
  headers,
  body: Buffer.alloc(0),
  bodyTooLarge: false,
  sourceIp: "127.0.0.1",
  sourcePort: 1,
});

test("OPTIONS without Access-Control-Request-Method is no preflight", () => {
  const rules = corsRules({ AllowOrigins: ["*"] });
  if (!rules) throw new Error("no rules");
  expect(preflight(rules, request("OPTIONS", [["origin", "https://a.example"]]))).toBeUndefined();
  const response = withCors(rules, request("GET", [["origin", "https://a.example"]]), responseOf("x"));
  expect(response.headers).toContainEqual(["access-control-allow-origin", "*"]);
});
