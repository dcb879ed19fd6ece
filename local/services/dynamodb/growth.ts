/**
 * Shows whether writes get slower as a table's stream grows:
 *
 *     node --import tsx local/services/dynamodb/growth.ts [writes]
 *
 * Writes 200 000 items (or as many as given) with BatchWriteItem, and between the batches single puts one after the
 * other; prints operations per second for every 20 000 writes. Without the indexes of stream-records-file.ts the last
 * line would be a small part of the first.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dynoxideBinary } from "./dynoxide-binary.ts";
import { createEngineClient, TABLES } from "./engine-client.ts";
import { startEngine } from "./engine-process.ts";

const STEP = 20_000;
const BATCH = 25;
const PARALLEL = 8;
const SINGLE_PUTS = 300;

const total = Number(process.argv[2] ?? 200_000);
const dataDir = mkdtempSync(join(tmpdir(), "growth-"));
const engine = await startEngine(dynoxideBinary(), dataDir, (reason) => console.error(reason));
const client = createEngineClient(engine.endpoint);
const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: "S" });
const item = (number: number) => ({
  pk: { S: `VISIT#${number % 5000}` },
  sk: { S: String(number).padStart(10, "0") },
  gsi1pk: { S: `HCP#${number % 500}` },
  text: { S: "x".repeat(400) },
});

try {
  await client.call(`${TABLES}.CreateTable`, {
    TableName: "growth",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    AttributeDefinitions: ["pk", "sk", "gsi1pk"].map(attribute),
    GlobalSecondaryIndexes: [
      {
        IndexName: "gsi1",
        KeySchema: [{ AttributeName: "gsi1pk", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  let next = 0;
  const writeBatch = async (): Promise<void> => {
    const puts = Array.from({ length: BATCH }, () => ({ PutRequest: { Item: item(next++) } }));
    await client.call(`${TABLES}.BatchWriteItem`, { RequestItems: { growth: puts } });
  };
  while (next < total) {
    const until = Math.min(total, next + STEP);
    const started = performance.now();
    const before = next;
    const worker = async (): Promise<void> => {
      while (next < until) await writeBatch();
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    const batched = ((next - before) * 1000) / (performance.now() - started);
    const putsStarted = performance.now();
    for (let count = 0; count < SINGLE_PUTS; count++)
      await client.call(`${TABLES}.PutItem`, { TableName: "growth", Item: item(next++) });
    const single = (SINGLE_PUTS * 1000) / (performance.now() - putsStarted);
    console.log(
      `${next} records: ${batched.toFixed(0)} items/s in batches, ${single.toFixed(0)} single puts/s`,
    );
  }
} finally {
  client.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
