import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type IssuedCredentials, issueCredentials } from "../../gateway/credentials.ts";
import { createGateway } from "../../gateway/gateway.ts";
import { createAuthorizer } from "../../iam/authorizer.ts";
import type { Plan, PolicyStatement, TablePlan } from "../../plan/plan.ts";
import { EMPTY_PLAN } from "../../plan/read-plan.ts";
import type { Journal } from "../../runtime-ports.ts";
import { type DynamoDbOptions, type LocalDynamoDb, startDynamoDb } from "./dynamodb.ts";

export const ACCOUNT = EMPTY_PLAN.account;
export const tableArn = (name: string): string => `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${name}`;
export const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/people`;

/** A planned table with keys `pk` and `sk`, an index `gsi1`, TTL `expiresAt` and a stream. */
export function plannedTable(
  name: string,
  more: Partial<TablePlan> = {},
  viewType = "NEW_AND_OLD_IMAGES",
): TablePlan {
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: "S" });
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" },
    { AttributeName: range, KeyType: "RANGE" },
  ];
  return {
    stack: "data",
    logicalId: name,
    name,
    arn: tableArn(name),
    streamArn: `${tableArn(name)}/stream/2026-01-01T00:00:00.000`,
    ttlAttribute: "expiresAt",
    create: {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys("pk", "sk"),
      AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map(attribute),
      GlobalSecondaryIndexes: [
        { IndexName: "gsi1", KeySchema: keys("gsi1pk", "gsi1sk"), Projection: { ProjectionType: "ALL" } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: viewType },
    },
    ...more,
  };
}

export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/fn`;

/** A plan with these tables and one role that has exactly these statements. */
export function planOf(tables: readonly TablePlan[], statements: readonly PolicyStatement[] = []): Plan {
  return {
    ...EMPTY_PLAN,
    tables,
    roles: [
      {
        stack: "service",
        logicalId: "FnRole",
        name: "fn",
        arn: ROLE_ARN,
        trust: { Statement: [] },
        policies: [{ from: "FnPolicy", document: { Statement: statements } }],
      },
    ],
    keys: [
      {
        stack: "data",
        logicalId: "Key",
        id: "people",
        arn: KEY_ARN,
        policy: {
          Statement: [
            {
              Effect: "Allow",
              Action: "kms:*",
              Resource: "*",
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
            },
          ],
        },
      },
    ],
  };
}

/** A journal that keeps its entries as long as the object lives. */
export function memoryJournal(): Journal {
  const logs = new Map<string, unknown[]>();
  return {
    open<Entry>(name: string) {
      const entries = (logs.get(name) ?? []) as Entry[];
      logs.set(name, entries);
      return Promise.resolve({
        entries: [...entries],
        append(entry: Entry) {
          entries.push(entry);
          return Promise.resolve();
        },
        compact(kept: readonly Entry[]) {
          entries.splice(0, entries.length, ...kept);
          return Promise.resolve();
        },
      });
    },
  };
}

export interface Rig {
  readonly dynamodb: LocalDynamoDb;
  readonly dataDir: string;
  readonly credentials: IssuedCredentials;
  /** A client that signs as the developer, or as the plan's role. */
  client(as?: "developer" | "role"): DynamoDBClient;
  close(): Promise<void>;
}

/** DynamoDB behind a real gateway, with its own data folder unless one is given. */
export async function startRig(plan: Plan, more: Partial<DynamoDbOptions> = {}): Promise<Rig> {
  const dataDir = more.dataDir ?? mkdtempSync(join(tmpdir(), "dynamodb-"));
  const dynamodb = await startDynamoDb({
    plan,
    clock: { now: () => Date.now(), offsetMs: () => 0 },
    journal: memoryJournal(),
    sweepEveryMs: 0,
    ...more,
    dataDir,
  });
  const credentials = issueCredentials(plan, dataDir);
  const gateway = createGateway({
    services: [dynamodb.service],
    s3: () => Promise.resolve(),
    bucketNames: [],
    authorizer: createAuthorizer(plan),
    credentials,
  });
  const { url } = await gateway.listen(0);
  const clients: DynamoDBClient[] = [];
  return {
    dynamodb,
    dataDir,
    credentials,
    client(as = "developer") {
      const key = as === "developer" ? credentials.developer : credentials.forRole(ROLE_ARN);
      const client = new DynamoDBClient({
        endpoint: url,
        region: "us-east-1",
        credentials: key,
        maxAttempts: 1,
      });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.destroy();
      await gateway.close();
      await dynamodb.close();
      if (more.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
