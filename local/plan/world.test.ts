// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Fn::Sub writes its placeholders
import { describe, expect, test } from "vitest";
import type { AssemblyStack } from "./assembly.ts";
import { parseEnvironment } from "./assembly.ts";
import { templateSchema } from "./template.ts";
import { createWorld, type Resource } from "./world.ts";

const stack = (name: string, template: unknown): AssemblyStack => ({
  name,
  account: "000000000000",
  region: "eu-west-1",
  template: templateSchema.parse(template),
});
const world = (...stacks: AssemblyStack[]) => createWorld({ stacks, assetPath: () => undefined });
const topic = (TopicName: unknown) => ({ Type: "AWS::SNS::Topic", Properties: { TopicName } });
const names = (resources: readonly Resource[]) => resources.map(({ logicalId }) => logicalId);

describe("a world of stacks", () => {
  test("has only the resources whose condition holds, by parameters and mappings", () => {
    const { resources } = world(
      stack("a", {
        Parameters: { Stage: { Type: "String", Default: "dev" } },
        Mappings: { Names: { dev: { topic: "for-dev" } } },
        Conditions: {
          IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
          IsDev: { "Fn::Not": [{ Condition: "IsProd" }] },
        },
        Resources: {
          OnlyProd: { ...topic("p"), Condition: "IsProd" },
          OnlyDev: {
            ...topic({ "Fn::FindInMap": ["Names", { Ref: "Stage" }, "topic"] }),
            Condition: "IsDev",
          },
        },
      }),
    );
    expect(names(resources)).toEqual(["OnlyDev"]);
    expect(resources[0]?.identity().ref).toBe("arn:aws:sns:eu-west-1:000000000000:for-dev");
  });

  test("resolves an import whichever stack comes first", () => {
    const importing = stack("b", { Resources: { T: topic({ "Fn::ImportValue": "a:Name" }) } });
    const exporting = stack("a", {
      Resources: { Q: { Type: "AWS::SQS::Queue" } },
      Outputs: {
        O: {
          Value: { "Fn::GetAtt": ["Q", "QueueName"] },
          Export: { Name: { "Fn::Sub": "${AWS::StackName}:Name" } },
        },
      },
    });
    for (const stacks of [
      [importing, exporting],
      [exporting, importing],
    ])
      expect(
        world(...stacks)
          .ofType("AWS::SNS::Topic")[0]
          ?.property("TopicName"),
      ).toBe("a-Q");
  });

  test.each<[string, unknown, string]>([
    ["a missing export", { "Fn::ImportValue": "nowhere" }, "b/T TopicName: no stack exports nowhere"],
    ["a name that needs itself", { "Fn::Sub": "x-${T}" }, "circular reference"],
    ["a parameter without a default", { Ref: "Unset" }, "the parameter Unset has no default"],
    [
      "an attribute that the type does not have",
      { "Fn::GetAtt": ["Q", "Colour"] },
      "AWS::SQS::Queue Q has no attribute Colour",
    ],
  ])("names the place of %s", (_, name, message) => {
    const { resources } = world(
      stack("b", {
        Parameters: { Unset: { Type: "String" } },
        Resources: { T: topic(name), Q: { Type: "AWS::SQS::Queue" } },
      }),
    );
    expect(() => resources[0]?.property("TopicName")).toThrow(message);
  });
});

test.each([
  ["aws://123456789012/eu-west-1", { account: "123456789012", region: "eu-west-1" }],
  ["aws://unknown-account/unknown-region", { account: "000000000000", region: "us-east-1" }],
  [undefined, { account: "000000000000", region: "us-east-1" }],
])("the environment %s is %j", (environment, expected) => {
  expect(parseEnvironment(environment)).toEqual(expected);
});
