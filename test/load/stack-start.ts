import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { placeFor, type Stack } from "../faults/stack.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "./figure.ts";

const ROUNDS = 5;

/** `npm start` on state that an earlier run left, synthesis already done, to "Invito is ready". */
async function stackStart(): Promise<FigureResult[]> {
  await synthesizeIfChanged();
  const dataDir = mkdtempSync(join(tmpdir(), "stack-start-"));
  const place = await placeFor(dataDir);
  try {
    await startOnce(place.start());
    const samples = await interleaved(
      { stack: () => startOnce(place.start()), program: emptyProgram },
      ROUNDS,
    );
    const stacks = (samples["stack"] ?? []) as Awaited<ReturnType<typeof startOnce>>[];
    const programs = (samples["program"] ?? []) as { seconds: number; rssMb: number }[];
    const seconds = (list: readonly { readonly seconds: number }[]) => list.map((one) => one.seconds);
    const memory = (list: readonly { readonly rssMb: number }[]) => list.map((one) => one.rssMb);
    return [
      {
        name: "stack-second-start",
        value: rounded(median(seconds(stacks))),
        unit: "s",
        floor: rounded(median(seconds(programs))),
        ratio: rounded(medianRatio(seconds(stacks), seconds(programs))),
        details: { rounds: ROUNDS, goalSeconds: 10, floor: "an empty program through the same loader" },
      },
      {
        name: "stack-memory",
        value: Math.round(median(memory(stacks))),
        unit: "MB",
        floor: Math.round(median(memory(programs))),
        ratio: rounded(medianRatio(memory(stacks), memory(programs))),
        details: {
          rounds: ROUNDS,
          goalMb: 900,
          of: "resident memory of all its processes, after one request to each site, three functions warm",
          processes: stacks[0]?.processes ?? 0,
        },
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }

  async function startOnce(stack: Stack) {
    const begun = performance.now();
    await stack.ready;
    const seconds = (performance.now() - begun) / 1000;
    const { app, hcp } = place.address;
    const { token } = (await (await fetch(`${app}/_local/token?role=rep`)).json()) as { token: string };
    await fetch(`${app}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    await fetch(`${hcp}/s/${"a".repeat(22)}`);
    await fetch(`${hcp}/space`);
    const tree = treeOf(stack.pid);
    const rssMb = tree.reduce((sum, pid) => sum + residentMb(pid), 0);
    stack.signal("SIGTERM");
    await stack.ended;
    return { seconds, rssMb, processes: tree.length };
  }
}

function emptyProgram() {
  const begun = performance.now();
  const source = "console.log(process.memoryUsage.rss() / 2 ** 20)";
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", "--eval", source], { encoding: "utf8" });
  return { seconds: (performance.now() - begun) / 1000, rssMb: Number(stdout), processes: 1 };
}

/** A process and all that it started, from /proc. */
function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((one) => /^\d+$/.test(one))) {
    // "pid (command) state parent …", and a command may hold spaces and brackets
    const [, rest = ""] = /\) (.*)$/s.exec(read(`/proc/${name}/stat`)) ?? [];
    parents.set(Number(name), Number(rest.split(" ")[1]));
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

function residentMb(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // it ended in the meantime
    return "";
  }
}

export const stackFigures: readonly Figure[] = [
  {
    name: "stack",
    what: "second start of the local stack in seconds, and its memory (Linux)",
    measure: stackStart,
  },
];
