import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { CDK_OUT, synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { KINDS, type Mutant, mutantsOf, mutatedAssembly, witnessesOf } from "./mutants.ts";

const USAGE = `npm run mutate-infra -- [options]

Takes one grant, route, mapping or rule out of the template and runs the journeys on what is left, until one fails.
  --only KINDS   of ${KINDS.join(", ")}; comma-separated (all)
  --each N       at most this many of each kind (10)
  --seed N       repeats a choice (random)
  --match TEXT   only mutants whose name holds this text
Exit code 1 when something was taken out and no journey failed.`;

const ROOT = resolve(import.meta.dirname, "../..");
/** Longest wait for a condition in a journey, seconds. On the whole template none takes half of it. */
const PATIENCE = 20;
/** Mutants that are tried at the same time, in a house each: what one lacks, its journey waits for. */
const AT_ONCE = 2;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: KINDS.join(",") },
    each: { type: "string", default: "10" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    match: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

/** A repeatable order (mulberry32 and Fisher-Yates). */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}

const Results = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Runs the journeys on an assembly until the first failure. @returns what noticed it, undefined when nothing did */
async function noticedBy(assembly: string, first: string, houses: number): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "invito-mutation-"));
  const outputFile = join(folder, "results.json");
  const args = ["vitest.mjs", "run", "--project", "journeys", "--bail", "1", "--reporter=json"];
  const output: string[] = [];
  const code = await new Promise<number | null>((ended, failed) => {
    const [program = "", ...rest] = args;
    const child = spawn(
      process.execPath,
      [join(ROOT, "node_modules/vitest", program), ...rest, `--outputFile=${outputFile}`],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          JOURNEYS_ASSEMBLY: assembly,
          JOURNEYS_PATIENCE: String(PATIENCE),
          JOURNEYS_FIRST: first,
          TEST_HOUSES: String(houses),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const stop = () => void child.kill();
    process.once("exit", stop);
    child.once("exit", () => process.off("exit", stop));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => output.push(String(chunk)));
    child.once("error", failed);
    child.once("exit", ended);
  });
  if (code === 0) return undefined;
  try {
    const { testResults } = Results.parse(JSON.parse(readFileSync(outputFile, "utf8")));
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find((one) => one.status === "failed");
    const broken = testResults.map(({ message }) => message ?? "").find((message) => message !== "");
    if (failed !== undefined)
      return [failed.fullName, failed.failureMessages[0]?.split("\n")[0]].join(" <- ").slice(0, 240);
    return broken?.split("\n")[0] ?? "a test file that could not run";
  } catch {
    return `no journey could begin: ${
      output
        .join("")
        .split("\n")
        .find((line) => line.includes("Error")) ?? ""
    }`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the journeys without one thing, or on the whole template. @returns as {@link noticedBy} */
async function run(mutant: Mutant | undefined): Promise<string | undefined> {
  const assembly = mutatedAssembly(CDK_OUT, mutant);
  try {
    return mutant === undefined
      ? await noticedBy(assembly, "", AT_ONCE)
      : await noticedBy(assembly, witnessesOf(mutant), 1);
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
await synthesizeIfChanged();
const seed = Number(values.seed);
const all = mutantsOf(CDK_OUT).filter(({ name }) => name.includes(values.match));
const chosen = KINDS.filter((kind) => values.only.split(",").includes(kind)).flatMap((kind) =>
  shuffled(
    all.filter((mutant) => mutant.kind === kind),
    seed,
  ).slice(0, Number(values.each)),
);
console.log(`seed ${seed}: ${chosen.length} of ${all.length} possible mutants`);
const whole = await run(undefined);
if (whole !== undefined) {
  console.error(`The journeys fail on the whole template already: ${whole}`);
  process.exit(1);
}
const survivors: Mutant[] = [];
const waiting = [...chosen];
async function tryWaiting(): Promise<void> {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const started = performance.now();
    const witness = await run(mutant);
    if (witness === undefined) survivors.push(mutant);
    const seconds = Math.round((performance.now() - started) / 1000);
    const row = [mutant.kind.padEnd(8), mutant.name.padEnd(90), `${seconds} s`.padStart(5)];
    console.log([...row, witness ?? "SURVIVED"].join(" | "));
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, tryWaiting));
console.log(`${chosen.length - survivors.length} of ${chosen.length} noticed; repeat with --seed ${seed}`);
if (survivors.length > 0) process.exitCode = 1;
