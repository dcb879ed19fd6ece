import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathMatches, wildcard } from "./behaviour.ts";
import { byteRange } from "./byte-range.ts";
import { edgeCache } from "./edge-cache.ts";
import { freshSeconds } from "./freshness.ts";
import { selectCookies, selectQuery } from "./selection.ts";
import { fromUrlSafe, ipInRange } from "./signed-access.ts";

describe("path patterns", () => {
  test.each([
    ["/api/*", "/api/", true],
    ["api/*", "/api/x/y", true],
    ["/api/*", "/API/x", false],
    ["/api/*", "/api", false],
    ["*.jpg", "/a/b.jpg", true],
    ["/a?c", "/abc", true],
    ["/a?c", "/abbc", false],
    ["/a.c", "/abc", false],
    ["*", "/anything", true],
  ])("%s on %s: %s", (pattern, path, matches) => {
    expect(pathMatches(pattern, path)).toBe(matches);
  });

  test("text without wildcards matches itself and nothing longer", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[*?]/.test(text)),
        fc.string({ minLength: 1 }),
        (text, more) => {
          expect(wildcard(text).test(text)).toBe(true);
          expect(wildcard(text).test(text + more)).toBe(false);
          expect(wildcard(`${text}*`).test(text + more)).toBe(true);
        },
      ),
    );
  });
});

test("a range is never empty and never leaves the body", () => {
  fc.assert(
    fc.property(fc.option(fc.nat(50)), fc.option(fc.nat(50)), fc.nat(40), (from, to, length) => {
      const range = byteRange(`bytes=${from ?? ""}-${to ?? ""}`, length);
      if (typeof range === "string") return;
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.first).toBeLessThanOrEqual(range.last);
      expect(range.last).toBeLessThan(length);
    }),
  );
});

test("freshness stays between the policy's minimum and maximum", () => {
  const policy = fc
    .tuple(fc.nat(100), fc.nat(100), fc.nat(100))
    .map((numbers) => [...numbers].sort((left, right) => left - right))
    .map(
      ([minTtl = 0, defaultTtl = 0, maxTtl = 0]) =>
        ({ minTtl, defaultTtl, maxTtl, headers: [], cookies: "none", query: "none" }) as const,
    );
  fc.assert(
    fc.property(policy, fc.option(fc.nat(200)), (cache, maxAge) => {
      fc.pre(cache.maxTtl > 0);
      const headers = maxAge === null ? [] : [["cache-control", `max-age=${maxAge}`] as const];
      const seconds = freshSeconds(cache, 200, headers, 10, 0);
      expect(seconds).toBeGreaterThanOrEqual(cache.minTtl);
      expect(seconds).toBeLessThanOrEqual(cache.maxTtl);
    }),
  );
});

test.each([
  [200, "", 60],
  [200, "max-age=0", 0],
  [200, "no-cache", undefined],
  [206, "", undefined],
  [404, "", 10],
  [404, "max-age=30", 30],
  [404, "no-store", undefined],
  [500, "no-store", 10],
  [403, "", undefined],
  [403, "max-age=20", 20],
  [416, "", undefined],
])("status %i with Cache-Control %j is kept %s seconds", (status, directive, seconds) => {
  const cache = {
    minTtl: 0,
    defaultTtl: 60,
    maxTtl: 3600,
    headers: [],
    cookies: "none",
    query: "none",
  } as const;
  expect(freshSeconds(cache, status, directive ? [["cache-control", directive]] : [], 10, 0)).toBe(seconds);
});

test("the cache never holds more bytes than it may and lets the least used go first", () => {
  const answer = (size: number) => ({
    status: 200,
    headers: [],
    body: Buffer.alloc(size),
    storedAt: 0,
    freshUntil: 1,
  });
  const cache = edgeCache(100);
  for (const key of ["a", "b"]) cache.put(key, answer(40));
  cache.get("a");
  cache.put("c", answer(40));
  expect(["a", "b", "c"].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  cache.put("big", answer(101));
  expect(cache.get("big")).toBeUndefined();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.nat(60))), (puts) => {
      const bounded = edgeCache(100);
      for (const [key, size] of puts) bounded.put(key, answer(size));
      const held = ["a", "b", "c", "d", "e"].map((key) => bounded.get(key)?.body.length ?? 0);
      expect(held.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(100);
    }),
  );
});

test.each([
  ["10.1.2.3", "10.0.0.0/8", true],
  ["11.1.2.3", "10.0.0.0/8", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.7", "0.0.0.0/0", true],
  ["192.0.2.7", "192.0.2.7/33", false],
  ["::1", "0.0.0.0/0", false],
])("%s lies in %s: %s", (ip, block, inside) => {
  expect(ipInRange(ip, block)).toBe(inside);
});

test("CloudFront's base64 gives back any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const encoded = Buffer.from(bytes)
        .toString("base64")
        .replaceAll("+", "-")
        .replaceAll("=", "_")
        .replaceAll("/", "~");
      expect([...fromUrlSafe(encoded)]).toEqual([...bytes]);
    }),
  );
});

test("selections keep order, encoding and duplicates, and take only what is named", () => {
  expect(selectQuery("b=2&a=%C3%A9&c=3&a=1", ["a"], "none")).toBe("a=%C3%A9&a=1");
  expect(selectQuery("b=2", "none", "all")).toBe("b=2");
  expect(
    selectCookies(
      [
        ["cookie", "a=1; b=2"],
        ["cookie", "c=3"],
      ],
      ["c", "a"],
    ),
  ).toBe("a=1; c=3");
  expect(selectCookies([["cookie", "a=1"]], "none")).toBe("");
});
