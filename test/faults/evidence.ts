import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readAudit } from "../../functions/audit/read-audit.ts";
import { type AuditReport, verifyAudit } from "../../functions/audit/verify-audit.ts";
import { DEVELOPER_KEY_ID } from "../../local/gateway/credentials.ts";
import type { Place } from "./stack.ts";

/** What only an operator sees: objects and the audit, read with the developer's key of the data directory. */
export interface Evidence {
  /** An object of the bucket whose name contains this text; undefined when it is not there. */
  object(bucket: string, key: string): Promise<Uint8Array | undefined>;
  audit(): Promise<AuditReport>;
  close(): void;
}

/** Options of an AWS client that signs with the developer's key of a data directory. */
export function developerClient(dataDir: string, endpoint: string) {
  const accessKeyId = DEVELOPER_KEY_ID;
  const secrets = JSON.parse(readFileSync(join(dataDir, "credentials.json"), "utf8")) as Record<
    string,
    string
  >;
  return {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey: secrets[accessKeyId] ?? "" },
  };
}

/** Opens the evidence of a running stack. */
export function openEvidence({ dataDir, address }: Place): Evidence {
  const client = developerClient(dataDir, address.aws);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(client);
  const bucketNamed = async (part: string): Promise<string> => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const name = Buckets.find(({ Name }) => Name?.includes(part))?.Name;
    if (name === undefined) throw new Error(`there is no bucket named like ${part}`);
    return name;
  };
  return {
    async object(bucket, key) {
      try {
        const found = await s3.send(new GetObjectCommand({ Bucket: await bucketNamed(bucket), Key: key }));
        return await found.Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchKey") return undefined;
        throw error;
      }
    },
    async audit() {
      const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
      const table = TableNames.find((name) => name.includes("AuditTable"));
      if (table === undefined) throw new Error("there is no audit table");
      const tables = DynamoDBDocumentClient.from(dynamodb);
      return verifyAudit(
        await readAudit({ tables, table, objects: s3, bucket: await bucketNamed("auditarchive") }),
      );
    },
    close() {
      s3.destroy();
      dynamodb.destroy();
    },
  };
}
