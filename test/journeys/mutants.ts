import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { NOT_OBSERVED_LOCALLY } from "../../local/iam/usage.ts";
import { matchesAction } from "../../local/iam/wildcard.ts";
import { readPlan } from "../../local/plan/read-plan.ts";
import { changedAssembly, type Resources, withoutWaits } from "../assembly/changed-assembly.ts";
import { ACKNOWLEDGED } from "./unused-grants.ts";

export const KINDS = ["grants", "routes", "mappings", "rules"] as const;
export type MutantKind = (typeof KINDS)[number];

/** One thing taken out of the template. */
export interface Mutant {
  readonly kind: MutantKind;
  /** What is missing, for people. */
  readonly name: string;
  readonly stack: string;
  readonly change: (resources: Resources) => void;
}

/** Which journeys notice best what a capability lacks; the others come after them. */
const WITNESSES: Readonly<Record<string, string>> = {
  onversionwithdrawn: "main-job",
  insightsfold: "main-job",
  insightsonconsentchanged: "preferences",
  insightseveryhour: "clicks",
  onproviderevent: "providers,messages",
  oninvitationmoved: "today",
  askpage: "questions",
  doorpage: "visit-door",
  audit: "evidence,dead-letters",
  consent: "space,messages,preferences,consent-in-person",
  content: "content",
  directory: "access,uploads",
  engagement: "gate",
  inbounddesk: "questions",
  inbound: "text-replies",
  experiment: "bulk-and-experiments",
  bulk: "bulk-and-experiments",
  template: "templates",
  insights: "space,main-job",
  lake: "evidence",
  media: "uploads,silence,main-job",
  messag: "messages",
  runtime: "messages",
  spaces: "gate,space",
  transcode: "uploads",
};
/** Quick ones, for what has no capability in its name. */
const QUICK = "access,content,gate,space,messages";

/** The journeys to begin with for a mutant. */
export function witnessesOf({ name }: Mutant): string {
  const path = name
    .toLowerCase()
    .replace(/^\w+ \/api\/hcps\/\{hcpid\}\//, "")
    .replace("assets", "media");
  const deadLetters = name.includes("sqs:SendMessage") && name.includes("DeadLetters");
  if (deadLetters) return "dead-letters";
  const found = Object.keys(WITNESSES).find((capability) => path.includes(capability));
  return found === undefined ? QUICK : `${WITNESSES[found]},${QUICK}`;
}

/** Everything that could be missing in an assembly: each action of each statement, each route, mapping and rule. */
export function mutantsOf(assembly: string): Mutant[] {
  const plan = readPlan(assembly);
  const grants = plan.roles.flatMap((role) =>
    role.policies.flatMap(({ from, document }) =>
      document.Statement.flatMap((statement, index) =>
        [statement.Action ?? []]
          .flat()
          .filter((action) => !NOT_OBSERVED_LOCALLY.some((form) => matchesAction(form, action)))
          .filter((action) => !isAcknowledged(role.logicalId, action))
          .map((action): Mutant => {
            const resource = [statement.Resource ?? []].flat()[0]?.split(":").at(-1) ?? "";
            const name = `${role.logicalId} ${action} on ${resource}`;
            return { kind: "grants", name, stack: role.stack, change: withoutAction(from, index, action) };
          }),
      ),
    ),
  );
  const routes = plan.httpApis.flatMap(({ routes: all }) =>
    all.map(({ stack, logicalId, routeKey }): Mutant => {
      const change = (resources: Resources) => {
        named(resources, logicalId);
        delete resources[logicalId];
      };
      return { kind: "routes", name: routeKey, stack, change };
    }),
  );
  const mappings = plan.mappings.map(({ stack, logicalId }): Mutant => {
    const change = (resources: Resources) => set(resources, logicalId, { Enabled: false });
    return { kind: "mappings", name: logicalId, stack, change };
  });
  const rules = plan.rules.map(({ stack, logicalId }): Mutant => {
    const change = (resources: Resources) => set(resources, logicalId, { State: "DISABLED" });
    return { kind: "rules", name: logicalId, stack, change };
  });
  return [...grants, ...routes, ...mappings, ...rules];
}

function isAcknowledged(role: string, action: string): boolean {
  return ACKNOWLEDGED.some(
    (one) => one.kind === "grant" && role.startsWith(one.role.replace(/\*$/, "")) && one.action === action,
  );
}

function withoutAction(policy: string, index: number, action: string): Mutant["change"] {
  return (resources) => {
    const document = z
      .looseObject({
        Statement: z.array(z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) })),
      })
      .parse(named(resources, policy).Properties?.["PolicyDocument"]);
    const Statement = document.Statement.flatMap((statement, at) => {
      if (at !== index) return [statement];
      const left = [statement.Action].flat().filter((one) => one !== action);
      return left.length === 0 ? [] : [{ ...statement, Action: left }];
    });
    set(resources, policy, { PolicyDocument: { ...document, Statement } });
  };
}

/** @throws Error when the template lacks it: a mutant that takes nothing out would always survive */
function named(resources: Resources, logicalId: string): Resources[string] {
  const resource = resources[logicalId];
  if (resource === undefined) throw new Error(`the template has no ${logicalId}`);
  return resource;
}

function set(resources: Resources, logicalId: string, properties: Record<string, unknown>): void {
  const resource = named(resources, logicalId);
  resource.Properties = { ...resource.Properties, ...properties };
}

/**
 * A copy of an assembly with one thing missing, or whole without a mutant. Nobody waits for batches or
 * the edge, because a mutant is run for as long as it takes to notice it; everything else is as synthesized.
 * @returns the folder
 */
export function mutatedAssembly(assembly: string, mutant: Mutant | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), "invito-mutant-"));
  return changedAssembly(assembly, folder, (stack, resources) => {
    withoutWaits(resources);
    if (stack === mutant?.stack) mutant.change(resources);
  });
}
