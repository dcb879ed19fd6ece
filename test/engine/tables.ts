import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { INDEXES } from "../../shared/names.ts";

const WALLS = ["records", "people", "audit", "restricted", "engagement", "insights"] as const;
export type Wall = (typeof WALLS)[number];

/** A running table engine with the six tables, empty. */
export interface EngineTables {
  readonly tables: DynamoDBDocumentClient;
  readonly names: Readonly<Record<Wall, string>>;
  close(): Promise<void>;
}

/**
 * Starts the real table engine (dynoxide) on a free port with the six tables: string keys, gsi1 to gsi4, streams.
 * One per test file is enough; close it in afterAll. Who writes tens of thousands of items goes without streams: the
 * engine looks through all records of a stream for the number of the next (local/services/dynamodb/stream-records-file.ts).
 */
export async function startTables({ streams = true } = {}): Promise<EngineTables> {
  const dir = mkdtempSync(join(tmpdir(), "tables-"));
  const port = await freePort();
  const binary = resolve("node_modules/@dynoxide/linux-x64/dynoxide");
  const engine = spawn(binary, ["--port", String(port), "--db-path", join(dir, "tables.db")], {
    stdio: "ignore",
  });
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  await answering(client, engine);
  const names = Object.fromEntries(WALLS.map((wall) => [wall, wall])) as Record<Wall, string>;
  for (const wall of WALLS) await createTable(client, wall, streams);
  return {
    tables: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    names,
    async close() {
      client.destroy();
      const ended = new Promise((done) => engine.once("exit", done));
      if (engine.exitCode === null && engine.kill("SIGKILL")) await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function answering(client: DynamoDBClient, engine: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      if (engine.exitCode !== null || attempt > 200) throw error;
      await new Promise((again) => setTimeout(again, 25));
    }
  }
}

async function createTable(client: DynamoDBClient, name: string, streams: boolean): Promise<void> {
  const keys = ["pk", "sk", ...INDEXES.flatMap((index) => [`${index}pk`, `${index}sk`])];
  const schema = (prefix: string) => [
    { AttributeName: `${prefix}pk`, KeyType: "HASH" as const },
    { AttributeName: `${prefix}sk`, KeyType: "RANGE" as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" })),
      KeySchema: schema(""),
      GlobalSecondaryIndexes: INDEXES.map((index) => ({
        IndexName: index,
        KeySchema: schema(index),
        Projection: { ProjectionType: "ALL" },
      })),
      ...(streams
        ? { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } }
        : {}),
    }),
  );
}
