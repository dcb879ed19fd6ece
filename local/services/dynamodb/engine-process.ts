import { type ChildProcess, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startChild } from "../../child-processes.ts";
import { createEngineClient, TABLES } from "./engine-client.ts";
import { prepareStreamRecords } from "./stream-records-file.ts";

/** A running engine on 127.0.0.1. */
export interface EngineProcess {
  readonly endpoint: string;
  readonly pid: number;
  /** Ends the engine and resolves when it has written everything and is gone. */
  stop(): Promise<void>;
}

const DATABASE = "dynamodb.sqlite";
const PID_FILE = "dynamodb.pid";
const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;
const POLL_MS = 10;
const PORT_ATTEMPTS = 5;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The command line of a process, empty when it cannot be known. */
function commandLine(pid: number): string {
  try {
    if (existsSync("/proc/self/cmdline"))
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
  } catch {
    return "";
  }
}

async function until(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await condition()) return true;
    await delay(POLL_MS);
  }
  return false;
}

/**
 * Ends an engine that outlived its runtime (`kill -9` of the parent). The number in the file may meanwhile belong to
 * another program, so only a process whose command line names this database is touched.
 */
export async function endStaleEngine(dataDir: string): Promise<void> {
  const file = join(dataDir, PID_FILE);
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8"));
  if (Number.isInteger(pid) && pid > 0 && commandLine(pid).includes(join(dataDir, DATABASE))) {
    process.kill(pid, "SIGTERM");
    if (!(await until(() => !isAlive(pid), STOP_TIMEOUT_MS))) process.kill(pid, "SIGKILL");
    if (!(await until(() => !isAlive(pid), STOP_TIMEOUT_MS)))
      throw new Error(
        `The DynamoDB engine ${pid} of an earlier run cannot be ended; it still holds ${dataDir}.`,
      );
  }
  rmSync(file, { force: true });
}

/** A port that was free a moment ago; the engine cannot take port 0 and tell which one it got. */
function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

async function isReady(endpoint: string): Promise<boolean> {
  const client = createEngineClient(endpoint);
  try {
    return (await client.send(`${TABLES}.ListTables`, {})).status === 200;
  } catch {
    return false;
  } finally {
    client.close();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  const forced = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(forced);
}

async function spawnEngine(
  binary: string,
  dataDir: string,
  onExit: (reason: string) => void,
): Promise<EngineProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    let complaint = "";
    let expected = false;
    const child = startChild(binary, ["--port", String(port), "--db-path", join(dataDir, DATABASE)], {
      stdout: false,
    });
    child.stderr.on("data", (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString("utf8")}`.slice(-2000);
    });
    child.on("error", (error) => {
      complaint += error.message;
    });
    const { pid } = child;
    if (pid !== undefined) writeFileSync(join(dataDir, PID_FILE), String(pid));
    const hasEnded = () => pid === undefined || child.exitCode !== null || child.signalCode !== null;
    await until(async () => hasEnded() || (await isReady(endpoint)), START_TIMEOUT_MS);
    if (pid !== undefined && !hasEnded() && (await isReady(endpoint))) {
      child.on("exit", (code, signal) => {
        if (!expected) onExit(`The DynamoDB engine ended (${signal ?? code}): ${complaint.trim()}`);
      });
      return {
        endpoint,
        pid,
        async stop() {
          expected = true;
          await end(child);
          rmSync(join(dataDir, PID_FILE), { force: true });
        },
      };
    }
    await end(child);
    // Another program may have taken the port between the probe and the start.
    if (attempt === PORT_ATTEMPTS)
      throw new Error(`The DynamoDB engine does not start: ${complaint.trim() || "no answer"}`);
  }
}

/**
 * Starts the engine on its database in `dataDir`, after ending one that an earlier run left and preparing the file:
 * indexes that keep writes fast, and the trim of stream records older than 24 hours.
 * @param onExit told when the engine ends without being asked to
 */
export async function startEngine(
  binary: string,
  dataDir: string,
  onExit: (reason: string) => void,
): Promise<EngineProcess> {
  const directory = resolve(dataDir);
  mkdirSync(directory, { recursive: true });
  await endStaleEngine(directory);
  const database = join(directory, DATABASE);
  if (!existsSync(database)) {
    // The engine makes its own tables; only then can they be indexed.
    const first = await spawnEngine(binary, directory, () => undefined);
    await first.stop();
  }
  prepareStreamRecords(database, Date.now());
  return spawnEngine(binary, directory, onExit);
}
