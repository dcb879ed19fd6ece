import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ENV, LAKE_PREFIX } from "../../shared/names.ts";
import type { Plan } from "../plan/plan.ts";
import { readPlan } from "../plan/read-plan.ts";
import { linkStoredObjects } from "../services/s3/stored-objects.ts";
import { openAnalystTables } from "./analyst-tables.ts";
import { jsonLines, tableText } from "./answer-text.ts";

const USAGE = `npm run query -- "SELECT kind, count(*) AS events FROM engagement GROUP BY kind"

Asks the analyst's tables of the local lake (docs/data-dictionary.md), also while npm start runs.
  --data DIR  data directory of npm start (.invito)
  --json      one JSON object a line instead of a table`;

/** Folder of the object store below the data directory. */
const OBJECT_STORE = "s3";
const EXPORTED = `${LAKE_PREFIX.export}engagement/`;

/** What is said to a person, and the exit code. `note` is for the error output. */
export interface Outcome {
  readonly code: 0 | 1;
  readonly output?: string;
  readonly note?: string;
}

/** Answers one call of the command. `lakeBucket` is asked for only when a data directory is there. */
export async function runQuery(args: readonly string[], lakeBucket: () => string): Promise<Outcome> {
  let given: ReturnType<typeof readArguments>;
  try {
    given = readArguments(args);
  } catch (error) {
    return refuse(`${messageOf(error)}\n\n${USAGE}`);
  }
  const { data, json, sql } = given;
  if (sql === "") return refuse(USAGE);
  const dataDir = resolve(data);
  if (!existsSync(dataDir))
    return refuse(`There is no data directory ${dataDir}. Run npm start first, or name another with --data.`);
  // beside the store, so that files can be linked instead of copied
  const folder = await mkdtemp(join(dataDir, "query-"));
  try {
    const files = await linkStoredObjects(join(dataDir, OBJECT_STORE, lakeBucket()), EXPORTED, folder);
    const tables = await openAnalystTables(folder, files.length === 0);
    try {
      const answer = await tables.query(sql);
      const output = json ? jsonLines(answer) : tableText(answer);
      return files.length > 0 ? { code: 0, output } : { code: 0, output, note: NOTHING_YET };
    } catch (error) {
      return refuse(`${messageOf(error)}\n\nThe table is engagement; its columns: docs/data-dictionary.md.`);
    } finally {
      tables.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NOTHING_YET =
  "There is no engagement in the lake yet: the tables are empty. Files appear about a minute after a visit.";

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { data: { type: "string", default: ".invito" }, json: { type: "boolean", default: false } },
  });
  return { ...values, sql: positionals.join(" ").trim() };
}

function refuse(note: string): Outcome {
  return { code: 1, note };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The lake bucket's name, which the function that writes it is given.
 * @throws Error when no function of the plan has it
 */
export function lakeBucketOf(plan: Pick<Plan, "functions">): string {
  for (const { environment } of plan.functions) {
    const name = environment[ENV.lakeBucket];
    if (name !== undefined) return name;
  }
  throw new Error(`no function in cdk.out has ${ENV.lakeBucket}: run npm run synth`);
}

if (process.argv[1] === import.meta.filename) {
  const cdkOut = resolve(import.meta.dirname, "../../cdk.out");
  try {
    const { code, output, note } = await runQuery(process.argv.slice(2), () =>
      lakeBucketOf(readPlan(cdkOut)),
    );
    if (output !== undefined && output !== "") console.log(output);
    if (note !== undefined) console.error(note);
    process.exitCode = code;
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}
