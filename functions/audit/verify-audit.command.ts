import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { openObjects } from "../runtime/objects.ts";
import { openTables, type Tables } from "../runtime/tables.ts";
import { readAudit } from "./read-audit.ts";
import { type AuditReport, verifyAudit } from "./verify-audit.ts";

const USAGE = `npm run verify-audit                          the house that npm start runs
npm run verify-audit -- --cloud               the deployed stage INVITO_STAGE, with the AWS credentials of this shell

Recomputes every audit chain, compares it with the archive and recomputes the root of every day. Exit code 1 on a fault.
  --data DIR     data directory of npm start (.invito)
  --table NAME   audit table, instead of the stage's own
  --bucket NAME  archive bucket, instead of the stage's own
AWS_ENDPOINT_URL names any other AWS endpoint. The caller needs Scan on the table and GetObject and ListBucket on the archive.`;

/** npm start serves its sites from PORT on, and the AWS APIs on the second port after it. */
const DEFAULT_PORT = 4000;
const DEVELOPER = "local-developer";

/** Runs the command. `stage` is the stage's name. @returns the exit code */
async function main(args: readonly string[], stage: string): Promise<0 | 1> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cloud: { type: "boolean", default: false },
      data: { type: "string", default: ".invito" },
      table: { type: "string" },
      bucket: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!values.cloud && process.env.AWS_ENDPOINT_URL === undefined) useLocalHouse(values.data);
  const tables = openTables();
  const objects = openObjects();
  const table = values.table ?? (await stageTable(tables, stage));
  const bucket = values.bucket ?? (await stageBucket(objects, stage));
  const report = verifyAudit(await readAudit({ tables, table, objects, bucket }));
  console.log(reportText(report));
  return report.faults.length === 0 ? 0 : 1;
}

/** The developer's key may read everything of the local house; its secret lies in the data directory. */
function useLocalHouse(dataDir: string): void {
  const file = join(dataDir, "credentials.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`${file} cannot be read: run npm start first, or name a deployed stage with --cloud`, {
      cause,
    });
  }
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port + 2}`;
  process.env.AWS_REGION ??= "us-east-1";
  process.env.AWS_ACCESS_KEY_ID = DEVELOPER;
  process.env.AWS_SECRET_ACCESS_KEY = z.object({ [DEVELOPER]: z.string() }).parse(JSON.parse(text))[
    DEVELOPER
  ];
  delete process.env.AWS_SESSION_TOKEN;
}

async function stageTable(tables: Tables, stage: string): Promise<string> {
  const names: string[] = [];
  let from: string | undefined;
  do {
    const page = await tables.send(
      new ListTablesCommand(from === undefined ? {} : { ExclusiveStartTableName: from }),
    );
    names.push(...(page.TableNames ?? []));
    from = page.LastEvaluatedTableName;
  } while (from !== undefined);
  return onlyOne(names, `invito-${stage}-data-AuditTable`, "--table");
}

async function stageBucket(objects: S3Client, stage: string): Promise<string> {
  const { Buckets } = await objects.send(new ListBucketsCommand({}));
  const names = (Buckets ?? []).flatMap(({ Name }) => Name ?? []);
  return onlyOne(names, `invito-${stage}-data-auditarchive`, "--bucket");
}

/** CloudFormation names what the template does not: `<stack>-<logical id>-<random>`. */
function onlyOne(names: readonly string[], prefix: string, flag: string): string {
  const found = names.filter((name) => name.startsWith(prefix));
  const [name] = found;
  if (name === undefined || found.length > 1)
    throw new Error(`${found.length} names begin with ${prefix}: name the right one with ${flag}`);
  return name;
}

function reportText(report: AuditReport): string {
  const { chains, links, archived, waiting, days, faults } = report;
  const place = (at: (typeof faults)[number]["at"]) => ("day" in at ? at.day : `${at.chain} ${at.sequence}`);
  return [
    `${chains} chains with ${links} links; ${archived} archived, ${waiting} on their way; ${days} days sealed`,
    ...faults.map((fault) => `FAULT ${fault.place} ${place(fault.at)}: ${fault.problem}`),
    faults.length === 0 ? "No fault." : `${faults.length} ${faults.length === 1 ? "fault" : "faults"}.`,
  ].join("\n");
}

try {
  process.exitCode = await main(process.argv.slice(2), process.env.INVITO_STAGE ?? "dev");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
