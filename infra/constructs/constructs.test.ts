import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as sns from "aws-cdk-lib/aws-sns";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { apiGroup } from "../../shared/contracts/endpoint.ts";
import { stageNamed } from "../config.ts";
import type { Wiring } from "../house.ts";
import { runbookAnchor } from "./alarm.ts";
import { Api } from "./api.ts";
import { CapabilityTable } from "./capability-table.ts";
import { Fn } from "./fn.ts";
import { MediaKey } from "./media-key.ts";
import { SecretRef } from "./secret-ref.ts";

const stage = stageNamed("dev");
const ENTRY = "engagement/beacons";

function fixture() {
  const stack = new Stack(new App(), "Test", { env: { region: "us-east-1" } });
  const wiring: Wiring = { stage, alarmTopic: new sns.Topic(stack, "Alarms") };
  const fn = new Fn(stack, "Beacons", wiring, { entry: ENTRY, description: "Takes beacons" });
  return { stack, wiring, fn };
}
const statementsOf = (stack: Stack) =>
  Object.values(Template.fromStack(stack).findResources("AWS::IAM::Policy")).flatMap(
    (policy) =>
      z
        .object({
          Properties: z.object({
            PolicyDocument: z.object({ Statement: z.array(z.record(z.string(), z.unknown())) }),
          }),
        })
        .parse(policy).Properties.PolicyDocument.Statement,
  );

describe("a function", () => {
  it("cannot be made without its bundle", () => {
    const { stack, wiring } = fixture();
    const make = () => new Fn(stack, "Ghost", wiring, { entry: "consent/ghost", description: "Nothing" });
    expect(make).toThrow("functions/consent/ghost.lambda.ts");
  });

  it("gets no wildcard actions", () => {
    expect(() => fixture().fn.allow("s3:*", ["arn:aws:s3:::bucket"])).toThrow("name the actions");
  });

  it("gets one value for a variable", () => {
    const { fn } = fixture();
    fn.setEnvironment("A", "1");
    fn.setEnvironment("A", "1");
    expect(() => fn.setEnvironment("A", "2")).toThrow("A has two values");
  });

  it("keeps the caller's variables beside its own", () => {
    const { stack, wiring } = fixture();
    new Fn(stack, "Other", wiring, { entry: ENTRY, description: "x", environment: { COLOUR: "iris" } });
    Template.fromStack(stack).hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { COLOUR: "iris", POWERTOOLS_SERVICE_NAME: ENTRY } },
    });
  });
});

describe("a table's grant", () => {
  it("names the actions, the indexes and the variable", () => {
    const { stack, fn } = fixture();
    new CapabilityTable(stack, "Records", { env: "RECORDS_TABLE" }).grant(fn, ["GetItem", "Query"], {
      index: ["gsi2"],
    });
    const [, own, index] = statementsOf(stack);
    expect(own?.Action).toEqual(["dynamodb:GetItem", "dynamodb:Query"]);
    expect(index?.Action).toBe("dynamodb:Query");
    expect(JSON.stringify(index?.Resource)).toContain("/index/gsi2");
    Template.fromStack(stack).hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { RECORDS_TABLE: { Ref: "RecordsTableC9B7A30B" } } },
    });
  });

  it("cannot pass a wall: nobody may update or read single audit links", () => {
    const { stack, fn } = fixture();
    const audit = new CapabilityTable(stack, "Audit", { env: "AUDIT_TABLE", allows: ["PutItem", "Query"] });
    expect(() => audit.grant(fn, ["PutItem", "UpdateItem"])).toThrow("allows UpdateItem to nobody");
  });
});

describe("an API", () => {
  const api = (stack: Stack, site: "app" | "hcp") =>
    new Api(stack, `${site}Api`, { site, stage, originSecret: "secret", throttle: { rate: 1, burst: 1 } });
  const open = {
    kind: "json",
    method: "GET",
    path: "/x",
    who: "anyone",
    summary: "x",
    status: 200,
    returns: z.string(),
  } as const;

  it("serves a group only by the function of its entry and on its site", () => {
    const { stack, fn } = fixture();
    const other = apiGroup({ entry: "spaces/api", site: "hcp", endpoints: { open } });
    const elsewhere = apiGroup({ entry: ENTRY, site: "app", endpoints: { open } });
    expect(() => api(stack, "hcp").serve(other, fn)).toThrow("not served by engagement/beacons");
    expect(() => api(stack, "app").serve({ ...elsewhere, site: "hcp" }, fn)).toThrow(
      "belongs to the hcp site",
    );
  });

  it("does not route a person's endpoint where nobody signs in", () => {
    const { stack, fn } = fixture();
    const group = apiGroup({ entry: ENTRY, site: "hcp", endpoints: { closed: { ...open, who: ["admin"] } } });
    expect(() => api(stack, "hcp").serve(group, fn)).toThrow("nobody signs in");
  });

  it("logs routes, never paths: paths hold tokens", () => {
    const { stack } = fixture();
    api(stack, "hcp");
    const [apiStage] = Object.values(Template.fromStack(stack).findResources("AWS::ApiGatewayV2::Stage"));
    expect(JSON.stringify(apiStage)).toContain("$context.routeKey");
    expect(JSON.stringify(apiStage)).not.toMatch(/\$context\.(path|identity|domainName)/);
  });
});

describe("a secret", () => {
  it("is read by its exact name and known by it", () => {
    const { stack, fn } = fixture();
    const secret = new SecretRef(stack, "Pepper", {
      stage,
      name: "address-pepper",
      env: "ADDRESS_PEPPER_SECRET",
    });
    secret.grantRead(fn);
    expect(JSON.stringify(statementsOf(stack))).toContain(":secret:invito/dev/address-pepper-??????");
    expect(secret.reference("publicKey")).toBe(
      "{{resolve:secretsmanager:invito/dev/address-pepper:SecretString:publicKey}}",
    );
  });

  it("is read again by everything that uses it once the stage names its new version", () => {
    const version = "01234567-89ab-cdef-0123-456789abcdef";
    const rotated = { ...stage, secretVersions: { origin: version, "media-signing": version } };
    const { stack } = fixture();
    const origin = new SecretRef(stack, "Origin", { stage: rotated, name: "origin" });
    expect(origin.reference()).toBe(`{{resolve:secretsmanager:invito/dev/origin:SecretString:::${version}}}`);
    const signing = new SecretRef(stack, "Signing", { stage: rotated, name: "media-signing" });
    new MediaKey(stack, "Key", signing);
    Template.fromStack(stack).hasResourceProperties("AWS::CloudFront::PublicKey", {
      PublicKeyConfig: {
        Name: `${stack.stackName}-media-01234567`,
        EncodedKey: `{{resolve:secretsmanager:invito/dev/media-signing:SecretString:publicKey::${version}}}`,
      },
    });
  });
});

describe("runbook anchors", () => {
  it("are GitHub's", () => {
    expect(runbookAnchor("E-mail reputation")).toBe("e-mail-reputation");
    expect(runbookAnchor("Requests fail (5xx)")).toBe("requests-fail-5xx");
  });
});
