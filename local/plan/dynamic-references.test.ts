import { describe, expect, test } from "vitest";
import { type DynamicReference, resolveDynamicReferences } from "./dynamic-references.ts";

const ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:origin-AbCdEf";

describe("a dynamic reference", () => {
  test.each<[string, DynamicReference]>([
    [`{{resolve:secretsmanager:${ARN}:SecretString:::}}`, { service: "secretsmanager", id: ARN }],
    [
      `{{resolve:secretsmanager:${ARN}:SecretString:password:AWSPREVIOUS:}}`,
      { service: "secretsmanager", id: ARN, jsonKey: "password", versionStage: "AWSPREVIOUS" },
    ],
    ["{{resolve:secretsmanager:by-name}}", { service: "secretsmanager", id: "by-name" }],
    ["{{resolve:ssm:/a/b:3}}", { service: "ssm", id: "/a/b", versionId: "3" }],
  ])("%s names its secret or parameter", (text, expected) => {
    const seen: DynamicReference[] = [];
    resolveDynamicReferences(text, (reference) => {
      seen.push(reference);
      return "";
    });
    expect(seen).toEqual([expected]);
  });

  test("is replaced wherever it stands in a text, without reading the value as a pattern", () => {
    expect(resolveDynamicReferences("a {{resolve:ssm:x}} b {{resolve:ssm:y}}", ({ id }) => `$&${id}`)).toBe(
      "a $&x b $&y",
    );
  });
});
