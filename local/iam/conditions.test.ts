import { describe, expect, test } from "vitest";
import { type ConditionContext, conditionHolds } from "./conditions.ts";

type Condition = Parameters<typeof conditionHolds>[0];

describe("a condition", () => {
  test.each<[string, Condition, ConditionContext, boolean]>([
    ["equal text", { StringEquals: { "s3:prefix": "in/" } }, { "s3:prefix": "in/" }, true],
    ["other text", { StringEquals: { "s3:prefix": "in/" } }, { "s3:prefix": "out/" }, false],
    ["an absent key", { StringEquals: { "s3:prefix": "in/" } }, {}, false],
    ["an absent key with IfExists", { StringEqualsIfExists: { "s3:prefix": "in/" } }, {}, true],
    ["a key in other case", { StringEquals: { "AWS:SourceArn": "x" } }, { "aws:sourcearn": "x" }, true],
    ["one of several values", { StringEquals: { k: ["a", "b"] } }, { k: "b" }, true],
    ["StringNotEquals of an absent key", { StringNotEquals: { k: "a" } }, {}, true],
    ["StringNotEquals against one of several", { StringNotEquals: { k: ["a", "b"] } }, { k: "b" }, false],
    ["StringLike", { StringLike: { k: "media/*" } }, { k: "media/a/b" }, true],
    ["StringNotLike", { StringNotLike: { k: "media/*" } }, { k: "media/a" }, false],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { k: "ABC" } }, { k: "abc" }, true],
    [
      "ArnLike",
      { ArnLike: { "aws:SourceArn": "arn:aws:events:*:1:rule/*" } },
      { "aws:SourceArn": "arn:aws:events:x:1:rule/b/r" },
      true,
    ],
    ["ArnNotEquals", { ArnNotEquals: { k: "arn:aws:sqs:x:1:q" } }, { k: "arn:aws:sqs:x:1:q" }, false],
    [
      "Bool given as boolean",
      { Bool: { "aws:SecureTransport": false } },
      { "aws:SecureTransport": "true" },
      false,
    ],
    ["Null true for an absent key", { Null: { k: "true" } }, {}, true],
    ["Null false for an absent key", { Null: { k: "false" } }, {}, false],
    ["numbers", { NumericLessThanEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10" }, true],
    ["something that is no number", { NumericLessThan: { k: "10" } }, { k: "few" }, false],
    ["dates", { DateGreaterThan: { k: "2026-01-01T00:00:00Z" } }, { k: "2026-02-01T00:00:00Z" }, true],
    [
      "an address in a range",
      { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      { "aws:SourceIp": "10.1.2.3" },
      true,
    ],
    [
      "an address outside",
      { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      { "aws:SourceIp": "11.1.2.3" },
      true,
    ],
    ["an IPv6 address", { IpAddress: { k: "2001:db8::/32" } }, { k: "2001:db8::1" }, true],
    [
      "ForAllValues of a subset",
      { "ForAllValues:StringLike": { k: ["hcp#*"] } },
      { k: ["hcp#1", "hcp#2"] },
      true,
    ],
    [
      "ForAllValues with a stranger",
      { "ForAllValues:StringLike": { k: ["hcp#*"] } },
      { k: ["hcp#1", "rep#2"] },
      false,
    ],
    ["ForAllValues of nothing", { "ForAllValues:StringEquals": { k: "a" } }, {}, true],
    ["ForAnyValue", { "ForAnyValue:StringEquals": { k: ["a"] } }, { k: ["b", "a"] }, true],
    ["ForAnyValue of nothing", { "ForAnyValue:StringEquals": { k: ["a"] } }, {}, false],
    ["ForAnyValue negated of nothing", { "ForAnyValue:StringNotEquals": { k: ["a"] } }, {}, false],
    ["two operators", { StringEquals: { a: "1" }, Bool: { b: "true" } }, { a: "1", b: "false" }, false],
    ["nothing", undefined, {}, true],
  ])("%s: %j given %j is %s", (_, condition, context, expected) => {
    expect(conditionHolds(condition, context)).toBe(expected);
  });

  test("with an operator that is not known is an error, not a yes", () => {
    expect(() => conditionHolds({ StringEqual: { k: "a" } }, { k: "a" })).toThrow(
      "StringEqual is not evaluated",
    );
  });
});
