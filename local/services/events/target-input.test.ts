import { describe, expect, it } from "vitest";
import { targetPayload, valueAt } from "./target-input.ts";

const rule = { ruleArn: "arn:aws:events:eu-central-1:1:rule/r", ruleName: "r" };
const event = {
  source: "a",
  time: "2031-01-01T00:00:00Z",
  resources: ["x", "y"],
  detail: { "the-id": 7, name: 'q"t', list: [{ v: 1 }] },
};

describe("a rule target", () => {
  it("receives the whole event unless told otherwise", () => {
    expect(JSON.parse(targetPayload(event, {}, rule))).toEqual(event);
  });
  it("receives its constant input", () => {
    expect(targetPayload(event, { input: '{"k":1}' }, rule)).toBe('{"k":1}');
  });
  it.each<[string, unknown]>([
    ["$", event],
    ["$.detail", event.detail],
    ["$.detail.the-id", 7],
    ["$.detail['name']", 'q"t'],
    ["$.resources[1]", "y"],
    ["$.detail.list[0].v", 1],
    ["$.detail.absent.deeper", undefined],
  ])("finds %s", (path, value) => {
    expect(valueAt(event, path)).toEqual(value);
  });
  it("refuses a path it cannot follow", () => {
    expect(() => valueAt(event, "$..name")).toThrow("not supported");
    expect(() => valueAt(event, "detail")).toThrow("Not a JSON path");
  });
  it("receives the filled template", () => {
    const inputTransformer = {
      paths: { id: "$.detail.the-id", name: "$.detail.name", none: "$.nothing" },
      template:
        '{"text": "<name> has <id><none>", "id": <id>, "name": <name>, "rule": "<aws.events.rule-name>", "other": "<unknown>"}',
    };
    expect(JSON.parse(targetPayload(event, { inputTransformer }, rule))).toEqual({
      text: 'q"t has 7',
      id: 7,
      name: 'q"t',
      rule: "r",
      other: "<unknown>",
    });
  });
});
