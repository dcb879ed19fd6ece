import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { housePorts } from "../../local/start/free-ports.ts";
import type { HouseAddress } from "../journeys/house.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const READY = "Invito is ready";

/** A stack that runs as a program of its own, the way `npm start` runs it. */
export interface Stack {
  readonly pid: number;
  /** Resolves when it says that it is ready; rejects with what it printed when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves with its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** What it printed, both streams. */
  output(): string;
  signal(signal: NodeJS.Signals): void;
  /** As a terminal does it: to the program and what it started. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** A data directory with the ports at which its stack answers, the same in every run. */
export interface Place {
  readonly dataDir: string;
  readonly address: HouseAddress;
  start(args?: readonly string[]): Stack;
}

/** Chooses free ports for the stacks of a data directory. */
export async function placeFor(dataDir: string): Promise<Place> {
  const ports = await housePorts(0);
  return {
    dataDir,
    address: {
      app: `http://127.0.0.1:${ports.app}`,
      hcp: `http://127.0.0.1:${ports.hcp}`,
      aws: `http://127.0.0.1:${ports.aws}`,
    },
    start: (args = []) => startStack(dataDir, ports.app, args),
  };
}

function startStack(dataDir: string, port: number, args: readonly string[]): Stack {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "local/main.ts", "--data", dataDir, "--empty", ...args],
    {
      cwd: ROOT,
      env: { ...process.env, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error("node could not be started");
  let output = "";
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      for (const listen of heard) listen();
    });
  const ended = endOf(child);
  const ready = new Promise<void>((done, failed) => {
    heard.add(() => output.includes(READY) && done());
    ended.then((code) => failed(new Error(`the stack ended (${code}) before it was ready:\n${output}`)));
  });
  ready.catch(() => undefined);
  return {
    pid,
    ready,
    ended,
    output: () => output,
    signal: (signal) => void child.kill(signal),
    signalGroup: (signal) => void process.kill(-pid, signal),
  };
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal ?? "unknown")));
}

/** Process id of the DynamoDB engine of a data directory, undefined before the first one. */
export function enginePid(dataDir: string): number | undefined {
  const file = join(dataDir, "dynamodb", "dynamodb.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  return pid > 0 ? pid : undefined;
}

/** Kills a process without warning; one that is gone already is as good. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it was faster
  }
}

/** Command lines that name a data directory: the runtime, its engine, its ffmpeg. */
export function processesOf(dataDir: string): string[] {
  const listed = execFileSync("ps", ["-ww", "-e", "-o", "pid=,args="], { encoding: "utf8" });
  return listed.split("\n").filter((line) => line.includes(dataDir));
}
