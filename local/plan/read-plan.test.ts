import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { synthesizeWideApp } from "./fixture/wide-app.ts";
import type { Plan } from "./plan.ts";
import { readPlan } from "./read-plan.ts";

let folder = "";
let assembly = "";
let plan: Plan;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-"));
  assembly = synthesizeWideApp(folder);
  plan = readPlan(assembly);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The only entry whose logical id begins with this construct id. */
function one<Entry extends { readonly logicalId: string }>(entries: readonly Entry[], id: string): Entry {
  const [found, ...more] = entries.filter(({ logicalId }) => logicalId.startsWith(id));
  if (found === undefined || more.length > 0) throw new Error(`expected one ${id}`);
  return found;
}

describe("the plan of a synthesized application", () => {
  test("hosts everything that the application uses", () => {
    expect(plan.unsupported).toEqual([]);
  });

  test("has a table as CreateTable takes it, its stream and its TTL", () => {
    const records = one(plan.tables, "Records");
    expect(records.create).toMatchObject({
      TableName: records.name,
      BillingMode: "PAY_PER_REQUEST",
      GlobalSecondaryIndexes: [{ IndexName: "gsi1", Projection: { ProjectionType: "ALL" } }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    expect(records.create).not.toHaveProperty("PointInTimeRecoverySpecification");
    expect(records).toMatchObject({ stack: "wide-dev-data", ttlAttribute: "expiresAt" });
    expect(records.streamArn).toMatch(/:table\/wide-dev-data-Records\w+\/stream\//);
    expect(one(plan.tables, "People").keyArn).toBe(one(plan.keys, "PeopleKey").arn);
  });

  test("connects a function to resources of another stack", () => {
    const api = one(plan.functions, "Api");
    expect(api.environment).toMatchObject({
      TABLE: one(plan.tables, "Records").name,
      BUS: one(plan.buses, "Domain").name,
      DUE: one(plan.queues, "Due").url,
    });
    expect(api).toMatchObject({
      handler: "index.handler",
      memoryMb: 512,
      timeoutSeconds: 20,
      runtime: "nodejs24.x",
    });
    expect(readFileSync(join(api.codeDir, "index.js"), "utf8")).toContain("statusCode: 204");
    expect(api.roleArn).toBe(one(plan.roles, "ApiServiceRole").arn);
  });

  test("keeps references to secrets as text", () => {
    const secret = plan.secrets?.[0];
    expect(one(plan.functions, "Api").environment.ORIGIN_SECRET).toBe(
      `{{resolve:secretsmanager:${secret?.arn}:SecretString:::}}`,
    );
    expect(secret?.generate).toEqual({ ExcludePunctuation: true, PasswordLength: 32 });
    expect(secret?.arn).toBe(
      `arn:aws:secretsmanager:us-east-1:000000000000:secret:${secret?.name}-${secret?.arn.slice(-6)}`,
    );
  });

  test("gives a role its own and its attached policies with resolved resources", () => {
    const { policies } = one(plan.roles, "ApiServiceRole");
    const statements = policies.flatMap(({ document }) => document.Statement);
    expect(statements).toContainEqual({
      Effect: "Allow",
      Action: "ses:SendEmail",
      Resource: "*",
      Condition: { StringEquals: { "ses:FromAddress": "invitations@example.com" } },
    });
    expect(statements.find(({ Action }) => Action === "events:PutEvents")?.Resource).toBe(
      one(plan.buses, "Domain").arn,
    );
    expect(policies.map(({ from }) => from)).toContain("AWSLambdaBasicExecutionRole");
  });

  test("has the mapping with window, filters, retries and dead letters", () => {
    expect(one(plan.mappings, "Fold")).toMatchObject({
      sourceArn: one(plan.tables, "Records").streamArn,
      functionArn: one(plan.functions, "Fold").arn,
      batchSize: 50,
      tumblingWindowSeconds: 20,
      retries: 3,
      bisect: true,
      reportsItemFailures: true,
      filters: [{ eventName: ["INSERT"] }],
      failureArn: one(plan.queues, "Failures").arn,
    });
    expect(one(plan.mappings, "Send")).toMatchObject({ batchSize: 10, maxConcurrency: 2 });
  });

  test("has rules of both buses with their targets", () => {
    expect(one(plan.rules, "OnUpload")).toMatchObject({
      bus: "default",
      targets: [{ maxRetries: 4, deadLetterArn: one(plan.queues, "Failures").arn }],
    });
    expect(one(plan.rules, "OnDomain").bus).toBe(one(plan.buses, "Domain").name);
    expect(one(plan.rules, "EveryMinute").schedule).toBe("rate(1 minute)");
  });

  test("lets only the rule and the API invoke their functions", () => {
    const send = one(plan.functions, "Send");
    expect(plan.permissions.filter(({ functionArn }) => functionArn === send.arn)).toMatchObject([
      { principal: "events.amazonaws.com", sourceArn: one(plan.rules, "OnUpload").arn },
    ]);
  });

  test("protects exactly the routes that have an authorizer", () => {
    const api = one(plan.httpApis, "Http");
    const pool = one(plan.userPools, "Users");
    expect(api.routes.map(({ routeKey, jwt }) => [routeKey, jwt?.issuer])).toEqual([
      ["GET /api/items/{id}", `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}`],
      ["POST /s/{token}", undefined],
    ]);
    expect(api.routes[0]?.jwt?.audience).toEqual([pool.clients[0]?.id]);
  });

  test("resolves the edge: origins, AWS's and own policies, signers and functions", () => {
    const app = one(plan.distributions, "App");
    const [api, site] = app.behaviours;
    expect(api).toMatchObject({
      path: "/api/*",
      cache: { maxTtl: 0 },
      forward: { headers: "allViewerExceptHost" },
    });
    expect(site).toMatchObject({
      path: "*",
      cache: { minTtl: 1, defaultTtl: 86_400 },
      removeHeaders: ["server"],
    });
    expect(site?.responseHeaders).toContainEqual({
      name: "strict-transport-security",
      value: "max-age=31536000; includeSubDomains",
      override: true,
    });
    expect(app.origins.map(({ target }) => target)).toEqual([
      { kind: "bucket", bucket: one(plan.buckets, "Site").name },
      { kind: "httpApi", apiId: one(plan.httpApis, "Http").id },
    ]);
    const hcp = one(plan.distributions, "Hcp");
    expect(hcp.behaviours[0]?.trustedKeyIds).toEqual([one(plan.publicKeys, "Signer").id]);
    expect(hcp.behaviours[1]).toMatchObject({
      cache: { maxTtl: 30, headers: ["accept-language"], cookies: ["visit"], query: "none" },
      forward: { headers: ["user-agent", "cloudfront-viewer-country"] },
      functions: [{ eventType: "viewer-request" }],
    });
  });

  test("has buckets with what notifies, encrypts and denies", () => {
    const media = one(plan.buckets, "Media");
    expect(media).toMatchObject({
      eventBridge: true,
      versioned: true,
      keyArn: one(plan.keys, "PeopleKey").arn,
    });
    expect(media.name).toBe(media.name.toLowerCase());
    expect(media.policy?.Statement).toMatchObject([
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    expect(media.cors).toEqual([
      {
        allowedMethods: ["PUT"],
        allowedOrigins: ["*"],
        allowedHeaders: ["*"],
        exposedHeaders: [],
        maxAge: 300,
      },
    ]);
  });

  test("copies deployed folders itself and plans no function for it", () => {
    const [deployment] = plan.deployments;
    expect(deployment).toMatchObject({
      bucket: one(plan.buckets, "Site").name,
      prefix: "app",
      systemMetadata: { "cache-control": "max-age=30" },
    });
    expect(deployment?.sources.every(({ folder }) => existsSync(join(folder, "index.html")))).toBe(true);
    expect(plan.functions.map(({ handler }) => handler)).toEqual([
      "index.handler",
      "index.handler",
      "index.handler",
    ]);
    expect(plan.roles).toHaveLength(3);
  });

  test("has the user pool with groups, token lifetimes and domain", () => {
    expect(one(plan.userPools, "Users")).toMatchObject({
      groups: ["reps", "reviewers"],
      domain: "wide-app",
      clients: [{ accessTokenSeconds: 900, idTokenSeconds: 3600, refreshTokenSeconds: 2_592_000 }],
    });
  });

  test("says of inert resources why they have no effect", () => {
    expect(plan.inert.find(({ type }) => type === "AWS::CloudWatch::Alarm")?.reason).toContain(
      "CloudWatch metrics",
    );
  });

  test("is the same at every reading, so that local data finds its owners again", () => {
    expect(readPlan(assembly)).toEqual(plan);
  });
});

/** Rewrites one template of the assembly and reads it again. */
function withTemplate(stack: string, change: (resources: Record<string, unknown>) => void): Plan {
  const file = readdirSync(assembly).find(
    (name) => name.startsWith(stack) && name.endsWith(".template.json"),
  );
  const path = join(assembly, file ?? "");
  const original = readFileSync(path, "utf8");
  const template = JSON.parse(original);
  change(template.Resources);
  writeFileSync(path, JSON.stringify(template));
  try {
    return readPlan(assembly);
  } finally {
    writeFileSync(path, original);
  }
}

describe("what the runtime cannot host", () => {
  test("is named with its stack and logical id: resource types and properties", () => {
    const changed = withTemplate("Data", (resources) => {
      resources.Stream = { Type: "AWS::Kinesis::Stream" };
      resources.Strange = { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true, Colour: "blue" } };
    });
    expect(changed.unsupported).toEqual([
      "wide-dev-data/Stream: the resource type AWS::Kinesis::Stream is not hosted.",
      "wide-dev-data/Strange: AWS::SQS::Queue FifoQueue: queues are standard queues.",
      "wide-dev-data/Strange: AWS::SQS::Queue Colour: is not known to the local runtime.",
    ]);
  });

  test("stops the reading when a policy refers to something that has no local identity", () => {
    const read = () =>
      withTemplate("Data", (resources) => {
        resources.Stream = { Type: "AWS::Kinesis::Stream" };
        resources.Grant = {
          Type: "AWS::IAM::Policy",
          Properties: {
            PolicyDocument: {
              Statement: [
                { Effect: "Allow", Action: "kinesis:*", Resource: { "Fn::GetAtt": ["Stream", "Arn"] } },
              ],
            },
            Roles: [],
          },
        };
      });
    expect(read).toThrow(
      "wide-dev-data/Grant PolicyDocument: wide-dev-data/Stream: nothing may refer to AWS::Kinesis::Stream",
    );
  });

  test("keeps a route closed whose authorizer is not hosted", () => {
    const changed = withTemplate("Service", (resources) => {
      for (const resource of Object.values(resources) as {
        Type: string;
        Properties: Record<string, unknown>;
      }[])
        if (resource.Type === "AWS::ApiGatewayV2::Route" && resource.Properties.AuthorizationType === "JWT")
          resource.Properties.AuthorizationType = "AWS_IAM";
    });
    expect(one(changed.httpApis, "Http").routes.map(({ routeKey }) => routeKey)).toEqual(["POST /s/{token}"]);
    expect(changed.unsupported.join()).toContain("needs AWS_IAM");
  });
});
