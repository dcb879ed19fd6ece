import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchRoute, routeArnSuffix } from "./route-match.ts";

const routes = [
  "GET /pets/dog/1",
  "GET /pets/dog/{id}",
  "GET /pets/{proxy+}",
  "ANY /pets/dog/1",
  "ANY /{proxy+}",
  "ANY /pets/cat/{id}",
  "POST /pets/cat/{id}",
  "$default",
].map((routeKey) => ({ routeKey }));

describe("the most specific route wins", () => {
  test.each([
    ["GET", "/pets/dog/1", "GET /pets/dog/1"],
    ["POST", "/pets/dog/1", "ANY /pets/dog/1"],
    ["GET", "/pets/dog/2", "GET /pets/dog/{id}"],
    ["GET", "/pets/bird/1", "GET /pets/{proxy+}"],
    ["POST", "/test/5", "ANY /{proxy+}"],
    ["POST", "/pets/cat/7", "POST /pets/cat/{id}"],
    ["PUT", "/pets/cat/7", "ANY /pets/cat/{id}"],
    ["GET", "/", "$default"],
  ])("%s %s takes %s", (method, path, wanted) => {
    expect(matchRoute([...routes].reverse(), method, path)?.route.routeKey).toBe(wanted);
    expect(matchRoute(routes, method, path)?.route.routeKey).toBe(wanted);
  });
});

test("parameters are decoded, a greedy one keeps its slashes", () => {
  expect(
    matchRoute([{ routeKey: "GET /a/{x}/{rest+}" }], "GET", "/a/%C3%A9/b/c%20d")?.pathParameters,
  ).toEqual({
    x: "é",
    rest: "b/c d",
  });
});

test.each([
  ["GET /items", "/items/"],
  ["GET /items/{id}", "/items/"],
  ["GET /items/{id}", "/items"],
  ["GET /items/{proxy+}", "/items/"],
  ["GET /Items", "/items"],
])("%s does not match %s", (routeKey, path) => {
  expect(matchRoute([{ routeKey }], "GET", path)).toBeUndefined();
});

test("any single segment reaches its parameter unchanged", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (value) => {
      const match = matchRoute([{ routeKey: "GET /a/{x}/b" }], "GET", `/a/${encodeURIComponent(value)}/b`);
      expect(match?.pathParameters).toEqual({ x: value });
    }),
  );
});

test.each([
  ["$default", "$default"],
  ["GET /a/{id}", "GET/a/{id}"],
  ["ANY /a", "*/a"],
])("the source ARN of %s ends in %s", (routeKey, suffix) => {
  expect(routeArnSuffix(routeKey)).toBe(suffix);
});
