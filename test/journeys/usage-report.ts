import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import { completenessFindings } from "../../local/commands/completeness.ts";
import { readUsage } from "../../local/iam/usage.ts";
import { readPlan } from "../../local/plan/read-plan.ts";
import { CDK_OUT } from "../../local/start/synthesis.ts";
import { ACKNOWLEDGED } from "./unused-grants.ts";
import { USAGE_FILE } from "./usage-file.ts";

/** `npm run usage`: compares what the last run of all journeys used with what the template grants and has. */
const Resource = z.object({
  kind: z.enum(["function", "permission", "route", "mapping", "rule"]),
  logicalId: z.string(),
});
const resourcesFile = `${USAGE_FILE}.resources`;
if (!existsSync(USAGE_FILE) || !existsSync(resourcesFile)) {
  console.error("There is nothing to compare: run all journeys first, npx vitest run --project journeys");
  process.exit(1);
}
// two houses note the same resource
const noted = new Set(readFileSync(resourcesFile, "utf8").split("\n"));
const resources = [...noted].filter((line) => line !== "").map((line) => Resource.parse(JSON.parse(line)));
const plan = readPlan(CDK_OUT);
const usage = readUsage(USAGE_FILE);
const findings = completenessFindings({ plan, usage, resources, acknowledged: ACKNOWLEDGED });
for (const finding of findings) console.log(finding);
console.log(
  `${usage.used.length} grants, ${resources.length} resources used; ${ACKNOWLEDGED.length} acknowledged; ${findings.length} findings`,
);
if (findings.length > 0) {
  console.log(
    "Each grant is used in a journey, removed from infra, or acknowledged with a reason in test/journeys/unused-grants.ts.",
  );
  process.exitCode = 1;
}
