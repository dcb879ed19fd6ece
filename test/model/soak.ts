/**
 * `npm run soak`: ten thousand stories over the real stores and a hundred thousand on the pure decisions. What came of it
 * is written to `test/model/soak-result.json`; ends with 1 when a story went wrong.
 */
import { writeFileSync } from "node:fs";
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
  },
});
const seed = Number(values.seed);

let left = 0;
let pureLeft = 0;
const begun = performance.now();
const stage = await openStage();
const stories = await fc.check(
  fc.asyncProperty(story, async (told) => {
    const wrongs = await play(stage, told, () => left++);
    if (wrongs.length > 0) throw new Error(wrongs.join("; "));
  }),
  { seed, numRuns: Number(values.stories) },
);
await stage.close();
const between = performance.now();
const pure = fc.check(
  fc.property(pureStory, (acts) => {
    const told = playPure(acts);
    pureLeft += told.left;
    if (told.wrongs.length > 0) throw new Error(told.wrongs.join("; "));
  }),
  { seed, numRuns: Number(values.pure) },
);

const seconds = (from: number, to: number) => Math.round((to - from) / 1000);
const told = <Told>(run: fc.RunDetails<Told>, handOffs: number, took: number) => ({
  stories: run.numRuns,
  handOffs,
  failed: run.failed,
  ...(run.failed ? { path: run.counterexamplePath, why: String(run.errorInstance) } : {}),
  seconds: took,
});
const result = {
  at: new Date().toISOString().slice(0, 10),
  seed,
  overStores: told(stories, left, seconds(begun, between)),
  pureDecisions: told(pure, pureLeft, seconds(between, performance.now())),
};
writeFileSync(join(import.meta.dirname, "soak-result.json"), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
process.exitCode = stories.failed || pure.failed ? 1 : 0;
