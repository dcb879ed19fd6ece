// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Fn::Sub writes its placeholders
import { describe, expect, test } from "vitest";
import { holds, NO_VALUE, resolveIntrinsics, type Scope } from "./intrinsics.ts";

const refs: Readonly<Record<string, unknown>> = {
  Bucket: "the-bucket",
  "AWS::Region": "us-east-1",
  "AWS::NoValue": NO_VALUE,
  Zones: ["a", "b"],
};
const scope: Scope = {
  ref(name) {
    if (!(name in refs)) throw new Error(`there is no resource ${name}`);
    return refs[name];
  },
  getAtt: (logicalId, attribute) => `${logicalId}/${attribute}`,
  importValue: (name) => `imported ${name}`,
  findInMap: (map, first, second) => `${map}.${first}.${second}`,
  condition: (name) => name === "IsProd",
};

describe("an intrinsic", () => {
  test.each<[string, unknown, unknown]>([
    ["Ref", { Ref: "Bucket" }, "the-bucket"],
    ["Fn::GetAtt as list", { "Fn::GetAtt": ["Queue", "Arn"] }, "Queue/Arn"],
    ["Fn::GetAtt as text", { "Fn::GetAtt": "Queue.Nested.Arn" }, "Queue/Nested.Arn"],
    [
      "Fn::Sub",
      { "Fn::Sub": "${Bucket} ${Queue.Arn} ${AWS::Region} ${!Literal}" },
      "the-bucket Queue/Arn us-east-1 ${Literal}",
    ],
    [
      "Fn::Sub with variables",
      { "Fn::Sub": ["${x}-${Bucket}", { x: { Ref: "AWS::Region" } }] },
      "us-east-1-the-bucket",
    ],
    ["Fn::Join", { "Fn::Join": ["-", ["a", { Ref: "Bucket" }, 3]] }, "a-the-bucket-3"],
    ["Fn::Join of a list", { "Fn::Join": [",", { Ref: "Zones" }] }, "a,b"],
    ["Fn::Split and Fn::Select", { "Fn::Select": [2, { "Fn::Split": ["/", "https://host/path"] }] }, "host"],
    ["Fn::If", { "Fn::If": ["IsProd", "yes", { Ref: "Nobody" }] }, "yes"],
    ["Fn::FindInMap", { "Fn::FindInMap": ["Map", { Ref: "AWS::Region" }, "key"] }, "Map.us-east-1.key"],
    ["Fn::ImportValue", { "Fn::ImportValue": { "Fn::Sub": "${AWS::Region}:Out" } }, "imported us-east-1:Out"],
    ["Fn::Base64", { "Fn::Base64": "text" }, "dGV4dA=="],
    ["nested objects", { a: [{ b: { Ref: "Bucket" } }] }, { a: [{ b: "the-bucket" }] }],
    [
      "a removed property and entry",
      { a: { Ref: "AWS::NoValue" }, b: [1, { Ref: "AWS::NoValue" }] },
      { b: [1] },
    ],
    ["a dynamic reference stays text", "{{resolve:secretsmanager:x}}", "{{resolve:secretsmanager:x}}"],
  ])("%s is resolved", (_, value, expected) => {
    expect(resolveIntrinsics(value, scope)).toEqual(expected);
  });

  test.each<[string, unknown, string]>([
    ["an unknown function", { "Fn::GetAZs": "" }, "Fn::GetAZs is not supported"],
    ["a missing resource", { "Fn::Sub": "${Nobody}" }, "there is no resource Nobody"],
    ["an index outside the list", { "Fn::Select": [2, ["a"]] }, "outside its list"],
    ["an object where text is needed", { "Fn::Join": ["", [{ a: 1 }]] }, "Fn::Join needs text"],
  ])("%s is refused", (_, value, message) => {
    expect(() => resolveIntrinsics(value, scope)).toThrow(message);
  });
});

describe("a condition", () => {
  test.each<[unknown, boolean]>([
    [{ Condition: "IsProd" }, true],
    [{ "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] }, true],
    [{ "Fn::Equals": [1, "1"] }, true],
    [{ "Fn::Not": [{ Condition: "IsProd" }] }, false],
    [{ "Fn::And": [{ Condition: "IsProd" }, { Condition: "Other" }] }, false],
    [{ "Fn::Or": [{ Condition: "Other" }, { Condition: "IsProd" }] }, true],
  ])("%j is %s", (expression, expected) => {
    expect(holds(expression, scope)).toBe(expected);
  });
});
