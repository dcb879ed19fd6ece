/**
 * `npm run soak`: ten thousand stories over the real stores and a hundred thousand on the pure decisions, or one of the two
 * with `--only stores` or `--only pure`. What came of each is written to `test/model/soak-result.json`; ends with 1 when a
 * story went wrong.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { story } from "./acts.ts";
import { play } from "./play.ts";
import { pureStory } from "./pure-acts.ts";
import { playPure } from "./pure-story.ts";
import { openStage } from "./stage.ts";

const { values } = parseArgs({
  options: {
    stories: { type: "string", default: "10000" },
    pure: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string", default: "" },
  },
});
const seed = Number(values.seed);
const RESULT = join(import.meta.dirname, "soak-result.json");

async function overStores(onLeft: () => void) {
  const stage = await openStage();
  try {
    const property = fc.asyncProperty(story, async (told) => {
      const wrongs = await play(stage, told, onLeft);
      if (wrongs.length > 0) throw new Error(wrongs.join("; "));
    });
    return await fc.check(property, { seed, numRuns: Number(values.stories) });
  } finally {
    await stage.close();
  }
}

async function pureDecisions(onLeft: () => void) {
  const property = fc.property(pureStory, (acts) => {
    const { left, wrongs } = playPure(acts);
    for (let message = 0; message < left; message++) onLeft();
    if (wrongs.length > 0) throw new Error(wrongs.join("; "));
  });
  return fc.check(property, { seed, numRuns: Number(values.pure) });
}

async function record<Told>(
  name: "overStores" | "pureDecisions",
  run: (onLeft: () => void) => Promise<fc.RunDetails<Told>>,
): Promise<void> {
  let handOffs = 0;
  const begun = performance.now();
  const found = await run(() => handOffs++);
  const result = {
    at: new Date().toISOString().slice(0, 10),
    seed,
    stories: found.numRuns,
    handOffs,
    failed: found.failed,
    ...(found.failed ? { path: found.counterexamplePath, why: String(found.errorInstance) } : {}),
    seconds: Math.round((performance.now() - begun) / 1000),
  };
  const known = existsSync(RESULT) ? (JSON.parse(readFileSync(RESULT, "utf8")) as object) : {};
  writeFileSync(RESULT, `${JSON.stringify({ ...known, [name]: result }, null, 2)}\n`);
  process.stdout.write(`${name} ${JSON.stringify(result)}\n`);
  if (found.failed) process.exitCode = 1;
}

if (values.only !== "pure") await record("overStores", overStores);
if (values.only !== "stores") await record("pureDecisions", pureDecisions);
