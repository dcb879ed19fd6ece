import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileEventPattern } from "./event-pattern.ts";

const matches = (pattern: Record<string, unknown>, event: unknown) => compileEventPattern(pattern)(event);

// The documentation's example event of EC2 (Amazon EventBridge User Guide, "Event patterns").
const ec2 = JSON.parse(readFileSync("test/events/events/ec2-state-change.json", "utf8"));

describe("an event pattern", () => {
  it.each<[string, Record<string, unknown>, unknown, boolean]>([
    [
      "source and detail-type",
      { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
      ec2,
      true,
    ],
    ["a nested value", { detail: { state: ["terminated"] } }, ec2, true],
    ["another nested value", { detail: { state: ["running", "stopped"] } }, ec2, false],
    [
      "one of a list in the event",
      { resources: ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"] },
      ec2,
      true,
    ],
    ["a prefix", { time: [{ prefix: "2017-12" }], region: [{ prefix: "us-" }] }, ec2, true],
    [
      "a prefix in any case",
      { detail: { service: [{ prefix: { "equals-ignore-case": "EventB" } }] } },
      { detail: { service: "eventbridge" } },
      true,
    ],
    ["a suffix", { FileName: [{ suffix: ".png" }] }, { FileName: "a.png" }, true],
    [
      "a suffix in any case",
      { FileName: [{ suffix: { "equals-ignore-case": ".png" } }] },
      { FileName: "a.PNG" },
      true,
    ],
    [
      "equals-ignore-case",
      { "detail-type": [{ "equals-ignore-case": "ec2 instance state-change notification" }] },
      ec2,
      true,
    ],
    ["anything-but one value", { detail: { state: [{ "anything-but": "initializing" }] } }, ec2, true],
    ["anything-but that value", { detail: { state: [{ "anything-but": "terminated" }] } }, ec2, false],
    [
      "anything-but a list",
      { detail: { state: [{ "anything-but": ["stopped", "terminated"] }] } },
      ec2,
      false,
    ],
    [
      "anything-but numbers",
      { detail: { "x-limit": [{ "anything-but": [100, 200, 300] }] } },
      { detail: { "x-limit": 50 } },
      true,
    ],
    ["anything-but an absent field", { detail: { nothing: [{ "anything-but": "x" }] } }, ec2, false],
    ["anything-but a prefix", { detail: { state: [{ "anything-but": { prefix: "init" } }] } }, ec2, true],
    [
      "anything-but prefixes",
      { detail: { state: [{ "anything-but": { prefix: ["init", "term"] } }] } },
      ec2,
      false,
    ],
    [
      "anything-but a suffix",
      { FileName: [{ "anything-but": { suffix: ".txt" } }] },
      { FileName: "a.txt" },
      false,
    ],
    [
      "anything-but suffixes",
      { FileName: [{ "anything-but": { suffix: [".txt", ".rtf"] } }] },
      { FileName: "a.png" },
      true,
    ],
    [
      "anything-but in any case",
      { detail: { state: [{ "anything-but": { "equals-ignore-case": ["TERMINATED"] } }] } },
      ec2,
      false,
    ],
    [
      "anything-but a wildcard",
      { path: [{ "anything-but": { wildcard: "*/lib/*" } }] },
      { path: "a/lib/b" },
      false,
    ],
    ["exists", { detail: { "instance-id": [{ exists: true }] } }, ec2, true],
    ["exists for an object, which is no leaf", { detail: [{ exists: true }] }, ec2, false],
    ["not exists", { detail: { "instance-id": [{ exists: false }] } }, ec2, false],
    ["not exists below what does not exist", { detail: { a: { b: [{ exists: false }] } } }, ec2, true],
    ["absent or a value", { detail: { a: ["x", { exists: false }] } }, ec2, true],
    ["exists for null", { a: [{ exists: true }] }, { a: null }, true],
    ["numeric equality", { price: [{ numeric: ["=", 15] }] }, { price: 15.0 }, true],
    ["a numeric range", { "c-count": [{ numeric: [">", 0, "<=", 5] }] }, { "c-count": 5 }, true],
    ["outside a numeric range", { "c-count": [{ numeric: [">", 0, "<=", 5] }] }, { "c-count": 0 }, false],
    ["numeric against a text", { n: [{ numeric: ["=", 1] }] }, { n: "1" }, false],
    ["a number against its text", { n: [1] }, { n: "1" }, false],
    ["cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.0.255" }, true],
    ["outside a cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.1.0" }, false],
    ["an IPv6 cidr", { ip: [{ cidr: "2001:db8::/32" }] }, { ip: "2001:db8:1::5" }, true],
    [
      "wildcard",
      { EventBusArn: [{ wildcard: "arn:aws:events:us-east-1:*:event-bus/*" }] },
      { EventBusArn: "arn:aws:events:us-east-1:1:event-bus/b" },
      true,
    ],
    ["an escaped wildcard", { name: [{ wildcard: "a\\*b\\\\*" }] }, { name: "a*b\\c" }, true],
    ["an escaped wildcard against other text", { name: [{ wildcard: "a\\*b" }] }, { name: "axb" }, false],
    ["null", { detail: { responseElements: [null] } }, { detail: { responseElements: null } }, true],
    ["null against absent", { detail: { responseElements: [null] } }, { detail: {} }, false],
    ["the empty text", { detail: { eventVersion: [""] } }, { detail: { eventVersion: "" } }, true],
    [
      "$or of two",
      { detail: { $or: [{ "c-count": [{ numeric: [">", 0] }] }, { "d-count": [{ numeric: ["<", 10] }] }] } },
      { detail: { "c-count": -1, "d-count": 5 } },
      true,
    ],
    ["$or of none", { $or: [{ a: [1] }, { b: [1] }] }, { a: 2, b: 2 }, false],
    ["$or beside a failing field", { c: [3], $or: [{ a: [1] }, { b: [1] }] }, { a: 1, c: 4 }, false],
    [
      "objects of a list only together",
      { list: { a: [1], b: [2] } },
      {
        list: [
          { a: 1, b: 9 },
          { a: 9, b: 2 },
        ],
      },
      false,
    ],
    [
      "objects of a list together",
      { list: { a: [1], b: [2] } },
      {
        list: [
          { a: 9, b: 9 },
          { a: 1, b: 2 },
        ],
      },
      true,
    ],
    ["a list against a list", { tags: ["x", "y"] }, { tags: ["z", "y"] }, true],
    ["an empty list is absent", { tags: [{ exists: false }] }, { tags: [] }, true],
    ["inherited names are absent", { constructor: [{ exists: true }] }, {}, false],
    ["an object where a leaf is wanted", { a: ["x"] }, { a: { b: "x" } }, false],
  ])("matches %s as documented", (_case, pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ["an unknown operator", { a: [{ contains: "x" }] }],
    ["two operators in one", { a: [{ prefix: "x", suffix: "y" }] }],
    ["a bare value", { a: "x" }],
    ["nothing", {}],
    ["an empty list", { a: [] }],
    ["a numeric text", { a: [{ numeric: [">", "1"] }] }],
    ["a numeric operator that is none", { a: [{ numeric: ["!=", 1] }] }],
    ["two stars in a row", { a: [{ wildcard: "a**" }] }],
    ["a broken cidr", { a: [{ cidr: "10.0.0.0" }] }],
  ])("is refused when it holds %s", (_case, pattern) => {
    expect(() => compileEventPattern(pattern)).toThrow(
      expect.objectContaining({ name: "InvalidEventPatternException" }),
    );
  });

  const word = fc.string({ maxLength: 8 });
  const value = fc.oneof(word, fc.integer({ min: -1e6, max: 1e6 }), fc.boolean(), fc.constant(null));

  it("made of an event's own values matches that event, and stops matching when any value changes", () => {
    const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value, { minKeys: 1 });
    fc.assert(
      fc.property(object, object, (detail, extra) => {
        const pattern = {
          detail: Object.fromEntries(Object.entries(detail).map(([key, own]) => [key, [own]])),
        };
        expect(matches(pattern, { detail: { ...extra, ...detail } })).toBe(true);
        for (const key of Object.keys(detail)) {
          expect(matches(pattern, { detail: { ...detail, [key]: "changed value" } })).toBe(false);
        }
      }),
    );
  });

  it("with anything-but is the opposite of the same values on a single present leaf", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), value, (values, actual) => {
        expect(matches({ a: [{ "anything-but": values }] }, { a: actual })).toBe(
          !matches({ a: values }, { a: actual }),
        );
      }),
    );
  });

  it("with affixes agrees with startsWith and endsWith", () => {
    fc.assert(
      fc.property(word, word, (text, affix) => {
        expect(matches({ a: [{ prefix: affix }] }, { a: text })).toBe(text.startsWith(affix));
        expect(matches({ a: [{ suffix: affix }] }, { a: text })).toBe(text.endsWith(affix));
        expect(matches({ a: [{ prefix: affix }] }, { a: affix + text })).toBe(true);
      }),
    );
  });

  it("with a wildcard matches any filling of its stars", () => {
    const literal = fc.stringMatching(/^[a-z.?+()[\]{}^$|/-]{1,4}$/);
    fc.assert(
      fc.property(
        fc.array(literal, { minLength: 2, maxLength: 4 }),
        fc.array(word, { minLength: 3, maxLength: 3 }),
        (parts, fill) => {
          const filled = parts
            .map((part, index) => part + (index < parts.length - 1 ? (fill[index] ?? "") : ""))
            .join("");
          expect(matches({ a: [{ wildcard: parts.join("*") }] }, { a: filled })).toBe(true);
          expect(matches({ a: [{ wildcard: parts.join("*") }] }, { a: `${filled}!` })).toBe(false);
        },
      ),
    );
  });

  it("with a numeric range agrees with comparison", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -1000, max: 1000 }),
        (actual, low, high) => {
          expect(matches({ a: [{ numeric: [">=", low, "<", high] }] }, { a: actual })).toBe(
            actual >= low && actual < high,
          );
        },
      ),
    );
  });
});
