import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetItemCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plannedTable, planOf, startRig } from "./dynamodb.fixture.ts";
import { endStaleEngine } from "./engine-process.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "durability-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const plan = planOf([plannedTable("records")]);
const enginePid = () => Number(readFileSync(join(dataDir, "dynamodb.pid"), "utf8"));
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Runs writers in another process until 60 writes are acknowledged, then kills it without warning. */
async function crash(alsoEngine: boolean): Promise<number> {
  const fixture = fileURLToPath(new URL("crash-runtime.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", fixture, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split("\n").length > 60) resolve();
    });
  });
  if (alsoEngine) process.kill(enginePid(), "SIGKILL");
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await gone;
  return Math.max(
    ...text
      .split("\n")
      .filter((line) => line !== "")
      .map(Number),
  );
}

test("kill -9 of runtime and engine loses no acknowledged item and no stream record", async () => {
  const acknowledged = await crash(true);
  const rig = await startRig(plan, { dataDir });
  for (let count = 0; count <= acknowledged; count++) {
    const { Item } = await rig
      .client()
      .send(new GetItemCommand({ TableName: "records", Key: { pk: { S: String(count) }, sk: { S: "-" } } }));
    expect(Item, `item ${count}`).toBeDefined();
  }
  const { records } = await rig.dynamodb.streams.readStream("records", "TRIM_HORIZON", 1000);
  expect(records.length).toBeGreaterThan(acknowledged);
  await rig.close();
}, 60_000);

test("an engine that outlived its runtime is ended, and its data are taken over", async () => {
  const acknowledged = await crash(false);
  const orphan = enginePid();
  expect(isAlive(orphan)).toBe(true);
  const rig = await startRig(plan, { dataDir });
  expect(isAlive(orphan)).toBe(false);
  const last = { pk: { S: String(acknowledged) }, sk: { S: "-" } };
  expect(
    (await rig.client().send(new GetItemCommand({ TableName: "records", Key: last }))).Item,
  ).toBeDefined();
  const engine = enginePid();
  await rig.close();
  expect(isAlive(engine)).toBe(false);
}, 60_000);

test("a process number that belongs to another program by now is left alone", async () => {
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  writeFileSync(join(dataDir, "dynamodb.pid"), String(stranger.pid));
  await endStaleEngine(dataDir);
  expect(stranger.exitCode).toBeNull();
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
});

test("a later template adds an index to a table that is there, and refuses other keys", async () => {
  const { create } = plannedTable("records");
  const { GlobalSecondaryIndexes, ...bare } = create;
  const older = plannedTable("records", {
    create: {
      ...bare,
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
    },
  });
  await (await startRig(planOf([older]), { dataDir })).close();
  const rig = await startRig(plan, { dataDir });
  const again = new UpdateTableCommand({
    TableName: "records",
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "gsi1" } }],
  });
  await rig.client().send(again);
  await rig.close();
  const other = plannedTable("records", {
    create: { ...create, KeySchema: [{ AttributeName: "gsi1pk", KeyType: "HASH" }] },
  });
  await expect(startRig(planOf([other]), { dataDir })).rejects.toThrow(
    "other keys than the template (data/records)",
  );
}, 30_000);
