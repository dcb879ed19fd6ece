import { parseArgs } from "node:util";
import { byteFigures } from "./bytes.ts";
import { coldStarts } from "./cold-start/cold-start.ts";
import { cpuFigures } from "./cpu.ts";
import type { Figure } from "./figure.ts";
import { insightFigures } from "./insight.ts";
import { pageLoadFigures } from "./page-loads.ts";
import { stackFigures } from "./stack-start.ts";
import { transcodeFigures } from "./transcode.ts";
import { writeFigures } from "./writes.ts";

const FIGURES: readonly Figure[] = [
  ...byteFigures,
  ...coldStarts,
  ...cpuFigures,
  ...insightFigures,
  ...writeFigures,
  ...transcodeFigures,
  ...pageLoadFigures,
  ...stackFigures,
];

/**
 * `npm run bench`: prints one JSON line per figure, each measured beside its floor in the same run. `--list` names
 * them, `--only <name>` measures those that begin with the name.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" }, list: { type: "boolean" } } });
  const chosen = FIGURES.filter(({ name }) => name.startsWith(values.only ?? ""));
  if (chosen.length === 0) throw new Error(`no figure begins with ${values.only}; see --list`);
  if (values.list === true) {
    for (const { name, what } of chosen) console.log(`${name.padEnd(28)} ${what}`);
    return;
  }
  for (const { measure } of chosen) for (const result of await measure()) console.log(JSON.stringify(result));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
