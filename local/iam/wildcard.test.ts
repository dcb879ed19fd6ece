import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesAction, matchesArn, matchesWildcard } from "./wildcard.ts";

describe("a wildcard", () => {
  test.each<[string, string, boolean]>([
    ["abc", "abc", true],
    ["abc", "abcd", false],
    ["a*c", "a/b:c", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a.c", "abc", false],
    ["*", "", true],
    ["line*", "line\nbreak", true],
  ])("%s against %s is %s", (pattern, value, expected) => {
    expect(matchesWildcard(pattern, value)).toBe(expected);
  });

  test("matches every text that it was made from by blanking a middle", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (head, middle, tail) => {
        fc.pre(!/[*?]/.test(head + tail));
        expect(matchesWildcard(`${head}*${tail}`, head + middle + tail)).toBe(true);
      }),
    );
  });

  test("without a wildcard matches only itself", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, value) => {
        fc.pre(!/[*?]/.test(pattern));
        expect(matchesWildcard(pattern, value)).toBe(pattern === value);
      }),
    );
  });
});

test("actions are matched without regard to case", () => {
  expect(matchesAction("S3:getobject*", "s3:GetObjectTagging")).toBe(true);
});

test.each<[string, string, boolean]>([
  ["arn:aws:dynamodb:us-east-1:1:table/a", "arn:aws:dynamodb:us-east-1:1:table/a/index/gsi1", false],
  ["arn:aws:dynamodb:us-east-1:1:table/a/index/*", "arn:aws:dynamodb:us-east-1:1:table/a/index/gsi1", true],
  ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a:b/c", true],
  ["arn:*:role/x", "arn:aws:iam::1:role/x", false],
  ["arn:aws:sqs:*:*:queue", "arn:aws:sqs:us-east-1:1:queue", true],
])("the ARN pattern %s against %s is %s", (pattern, arn, expected) => {
  expect(matchesArn(pattern, arn)).toBe(expected);
});
