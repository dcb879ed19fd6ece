import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { resourcesOf, templateResources } from "./testing/templates.ts";

const STATEFUL = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Cognito::UserPool"];
const stateful = () =>
  templateResources().filter(({ type, stack }) => STATEFUL.includes(type) && stack !== "service");

describe("what must not be lost", () => {
  it("keeps its logical ids: a changed id would be a new, empty resource", () => {
    const ids = stateful().map(({ id, type }) => `${type} ${id}`);
    expect(ids.sort()).toMatchInlineSnapshot(`
      [
        "AWS::Cognito::UserPool SignInPoolFD298EFA",
        "AWS::DynamoDB::Table AuditTable18A3095C",
        "AWS::DynamoDB::Table EngagementTable0FE4C8BF",
        "AWS::DynamoDB::Table InsightsTable114BD06F",
        "AWS::DynamoDB::Table PeopleTable42ECE6FB",
        "AWS::DynamoDB::Table RecordsTableC9B7A30B",
        "AWS::DynamoDB::Table RestrictedTable2D7D4920",
        "AWS::KMS::Key LakeKey09476F72",
        "AWS::KMS::Key OriginalsKeyBDD981A4",
        "AWS::KMS::Key PeopleKeyD4599107",
        "AWS::KMS::Key RestrictedKey5EEAC67C",
        "AWS::S3::Bucket AccessLogs8B620ECA",
        "AWS::S3::Bucket AuditArchiveBucketDB93AD31",
        "AWS::S3::Bucket LakeBucketB1D32E10",
        "AWS::S3::Bucket MediaBucket4022EBBF",
        "AWS::S3::Bucket TransferBucket40D94B86",
      ]
    `);
  });

  it("stays when the stack is deleted or the resource replaced", () => {
    for (const { id, deletionPolicy, updateReplacePolicy } of stateful()) {
      expect(deletionPolicy, id).toBe("Retain");
      expect(updateReplacePolicy, id).toBe("Retain");
    }
  });

  it("lives in a stack that cannot be deleted by accident", () => {
    const manifest = z
      .object({
        artifacts: z.record(
          z.string(),
          z.object({ properties: z.object({ terminationProtection: z.boolean().optional() }).optional() }),
        ),
      })
      .parse(JSON.parse(readFileSync(join(inject("assembly"), "manifest.json"), "utf8")));
    expect(manifest.artifacts["invito-dev-data"]?.properties?.terminationProtection).toBe(true);
  });

  it("keeps tables protected, recoverable to a second and with the same keys everywhere", () => {
    const tables = resourcesOf("AWS::DynamoDB::Table");
    expect(tables).toHaveLength(6);
    for (const { id, properties } of tables) {
      expect(properties.DeletionProtectionEnabled, id).toBe(true);
      expect(properties.PointInTimeRecoverySpecification, id).toEqual({ PointInTimeRecoveryEnabled: true });
      expect(properties.BillingMode, id).toBe("PAY_PER_REQUEST");
      expect(properties.TableName, id).toBeUndefined();
      expect(properties.TimeToLiveSpecification, id).toEqual({ AttributeName: "expiresAt", Enabled: true });
      expect(properties.GlobalSecondaryIndexes, id).toHaveLength(4);
    }
  });

  it("encrypts people and restricted with keys of their own", () => {
    const own = resourcesOf("AWS::DynamoDB::Table").filter(
      ({ properties }) => JSON.stringify(properties.SSESpecification)?.includes('"SSEEnabled":true') === true,
    );
    expect(own.map(({ id }) => id.replace(/Table.*/, "")).sort()).toEqual(["People", "Restricted"]);
  });

  it("locks the audit archive", () => {
    const [archive] = resourcesOf("AWS::S3::Bucket").filter(({ id }) => id.startsWith("AuditArchive"));
    expect(archive?.properties.ObjectLockEnabled).toBe(true);
    expect(JSON.stringify(archive?.properties.ObjectLockConfiguration)).toContain("DefaultRetention");
  });

  it("refers to nothing outside its stack", () => {
    const text = readFileSync(join(inject("assembly"), "invito-dev-data.template.json"), "utf8");
    expect(text).not.toContain("Fn::ImportValue");
  });
});
