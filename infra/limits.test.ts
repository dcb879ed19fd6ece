import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  CDK_DEPLOYMENT,
  logicalIdOf,
  resourcesOf,
  roleStatements,
  type TemplateResource,
  templateResources,
} from "./testing/templates.ts";

function countBy(resources: readonly TemplateResource[], key: (resource: TemplateResource) => string) {
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(key(resource), (counts.get(key(resource)) ?? 0) + 1);
  return [...counts];
}

const ours = (resource: TemplateResource) => !resource.id.startsWith(CDK_DEPLOYMENT);

describe("limits of CloudFormation and Lambda, with room to grow", () => {
  it("keeps every stack at 400 resources or fewer", () => {
    for (const [stack, count] of countBy(templateResources(), ({ stack: name }) => name)) {
      expect(count, stack).toBeLessThanOrEqual(400);
    }
  });

  it("keeps every API at 250 routes or fewer", () => {
    const routes = resourcesOf("AWS::ApiGatewayV2::Route");
    expect(routes.length).toBeGreaterThan(10);
    for (const [api, count] of countBy(routes, ({ properties }) => String(logicalIdOf(properties.ApiId)))) {
      expect(count, api).toBeLessThanOrEqual(250);
    }
  });

  it("keeps the policies of every role at 8 kB or fewer", () => {
    const bytes = new Map<string, number>();
    for (const { properties } of resourcesOf("AWS::IAM::Policy")) {
      const text = JSON.stringify(properties.PolicyDocument);
      const role = JSON.stringify(properties.Roles);
      bytes.set(role, (bytes.get(role) ?? 0) + text.length);
    }
    for (const [role, size] of bytes) expect(size, role).toBeLessThanOrEqual(8 * 1024);
  });

  it("has no custom resource but the copy of the site files", () => {
    const custom = templateResources().filter(
      ({ type }) => type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource",
    );
    expect(new Set(custom.map(({ type }) => type))).toEqual(new Set(["Custom::CDKBucketDeployment"]));
  });

  it("gives no stream more than two readers", () => {
    const mappings = resourcesOf("AWS::Lambda::EventSourceMapping").filter(
      ({ properties }) => properties.StartingPosition !== undefined,
    );
    expect(mappings.length).toBeGreaterThan(0);
    for (const [stream, count] of countBy(mappings, ({ properties }) =>
      JSON.stringify(properties.EventSourceArn),
    )) {
      expect(count, stream).toBeLessThanOrEqual(2);
    }
  });

  it("bounds the retries of every stream reader and keeps what failed", () => {
    for (const { id, properties } of resourcesOf("AWS::Lambda::EventSourceMapping")) {
      expect(properties.FunctionResponseTypes, id).toEqual(["ReportBatchItemFailures"]);
      if (properties.StartingPosition === undefined) continue;
      expect(properties.StartingPosition, id).toBe("TRIM_HORIZON");
      expect(properties.ParallelizationFactor, id).toBe(1);
      expect(properties.BisectBatchOnFunctionError, id).toBe(true);
      expect(properties.MaximumRetryAttempts, id).toBeGreaterThan(0);
      expect(JSON.stringify(properties.DestinationConfig), id).toContain("OnFailure");
    }
  });
});

describe("functions", () => {
  const functions = () => resourcesOf("AWS::Lambda::Function").filter(ours);

  it("run on Node 24 and arm64, log JSON into their own expiring group and have a time limit", () => {
    expect(functions().length).toBeGreaterThan(10);
    for (const { id, properties } of functions()) {
      expect(properties.Runtime, id).toBe("nodejs24.x");
      expect(properties.Architectures, id).toEqual(["arm64"]);
      expect(properties.Timeout, id).toBeGreaterThan(0);
      const logging = z
        .object({ LogFormat: z.literal("JSON"), LogGroup: z.unknown() })
        .parse(properties.LoggingConfig);
      const group = resourcesOf("AWS::Logs::LogGroup").find(
        (log) => log.id === logicalIdOf(logging.LogGroup),
      );
      expect(group?.properties.RetentionInDays, id).toBe(30);
    }
  });

  it("never carry the shift of the local clock", () => {
    for (const { id, properties } of functions()) {
      expect(JSON.stringify(properties.Environment), id).not.toContain("INVITO_CLOCK_OFFSET_MS");
    }
  });

  it("stay below the 4 kB that Lambda gives to environment variables", () => {
    for (const { id, properties } of functions()) {
      expect(JSON.stringify(properties.Environment).length, id).toBeLessThan(3500);
    }
  });

  it("keep what they could not handle when they are called by events", () => {
    const called = resourcesOf("AWS::Events::Rule").flatMap(({ id, properties }) => {
      const targets = z
        .array(z.object({ Arn: z.unknown(), DeadLetterConfig: z.unknown().optional() }))
        .parse(properties.Targets);
      for (const target of targets) expect(target.DeadLetterConfig, id).toBeDefined();
      return targets.map((target) => logicalIdOf(target.Arn));
    });
    const bounded = resourcesOf("AWS::Lambda::EventInvokeConfig").map(({ properties }) =>
      logicalIdOf(properties.FunctionName),
    );
    expect(called.length).toBeGreaterThan(5);
    for (const fn of called) expect(bounded).toContain(fn);
  });
});

describe("rights", () => {
  const statements = () => roleStatements().filter(({ role }) => !role.startsWith(CDK_DEPLOYMENT));

  it("name every action", () => {
    expect(statements().length).toBeGreaterThan(50);
    for (const { role, actions } of statements()) {
      for (const action of actions) expect(action, role).not.toContain("*");
    }
  });

  it("name resources wherever the action knows any", () => {
    const withoutResources = ["mediaconvert:Probe", "ses:ListSuppressedDestinations"];
    for (const { role, actions, resources } of statements()) {
      if (actions.every((action) => withoutResources.includes(action))) continue;
      expect(resources, `${role} ${actions}`).not.toContain("*");
    }
  });

  it("come from no managed policy", () => {
    for (const { id, properties } of resourcesOf("AWS::IAM::Role").filter(ours)) {
      expect(properties.ManagedPolicyArns, id).toBeUndefined();
    }
  });

  it("let nobody change or delete audit links (INV-10)", () => {
    const audit = statements().filter(({ resources }) => JSON.stringify(resources).includes("AuditTable"));
    expect(audit.length).toBeGreaterThan(3);
    const streams = [
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
    ];
    for (const { role, actions } of audit) {
      for (const action of actions)
        expect(["dynamodb:PutItem", "dynamodb:Query", ...streams], role).toContain(action);
    }
  });

  it("let the desk alone read questions and what safety made of them; the page only puts them there (INV-7)", () => {
    const rights = statements()
      .filter(({ resources }) => JSON.stringify(resources).includes("RestrictedTable"))
      .flatMap(({ role, actions }) => actions.map((action) => `${role.replace(/Role.*$/, "")} ${action}`));
    expect([...new Set(rights)].sort()).toEqual([
      "InboundAskPage dynamodb:PutItem",
      "InboundDesk dynamodb:GetItem",
      "InboundDesk dynamodb:PutItem",
      "InboundDesk dynamodb:Query",
    ]);
  });

  it("let exactly one function send messages to HCPs, besides what asks for a confirmation or answers a text", () => {
    const senders = statements()
      .filter(({ actions }) => actions.some((action) => /^(ses|mobiletargeting|sms-voice):Send/.test(action)))
      .map(({ role }) => role.replace(/Role.*$/, ""));
    expect(new Set(senders)).toEqual(
      new Set(["MessagingOnMessageDue", "ConsentOnConsentRequested", "MessagingOnServiceTextDue"]),
    );
  });

  it("admit callers of functions only from a named source", () => {
    for (const { id, properties } of resourcesOf("AWS::Lambda::Permission")) {
      expect(properties.SourceArn, id).toBeDefined();
    }
  });
});
