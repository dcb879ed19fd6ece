import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";
import { openEventPath } from "./event-path.fixture.ts";

it("brings every acknowledged event to its function although the runtime is killed again and again", async () => {
  const dir = mkdtempSync(join(tmpdir(), "crash-"));
  const acknowledged: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const publisher = fileURLToPath(new URL("./crash-publisher.fixture.mjs", import.meta.url));
    const child = spawn(process.execPath, [publisher, dir, String(round * 100_000)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.split("\n").length > 60) break;
    }
    child.kill("SIGKILL");
    if (child.signalCode === null) await once(child, "exit");
    acknowledged.push(...output.split("\n").slice(0, -1).map(Number));
  }
  const path = await openEventPath(dir);
  await vi.waitUntil(() => path.pending === 0, { timeout: 15_000, interval: 20 });
  await path.close();
  const delivered = new Set(readdirSync(join(dir, "delivered")).map(Number));
  expect(acknowledged.length).toBeGreaterThan(150);
  expect(acknowledged.filter((number) => !delivered.has(number))).toEqual([]);
  rmSync(dir, { recursive: true });
}, 30_000);
