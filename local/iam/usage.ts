import { appendFileSync, existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { Plan, PolicyStatement } from "../plan/plan.ts";
import { matchesAction } from "./wildcard.ts";

/** One action pattern on one resource pattern of one statement of one role's policy. */
export interface RoleGrant {
  readonly stack: string;
  /** Logical id of the role. */
  readonly role: string;
  /** Logical id of the policy, or `Role.PolicyName` for an inline one. */
  readonly policy: string;
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
}
export interface Denial {
  readonly stack: string;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}
/** What a run, or many merged runs, did with the roles. Every entry occurs once. */
export interface Usage {
  readonly used: readonly RoleGrant[];
  readonly denied: readonly Denial[];
}

const grantSchema = z.object({
  kind: z.literal("used"),
  stack: z.string(),
  role: z.string(),
  policy: z.string(),
  statement: z.number(),
  action: z.string(),
  resource: z.string(),
});
const denialSchema = z.object({
  kind: z.literal("denied"),
  stack: z.string(),
  role: z.string(),
  action: z.string(),
  resource: z.string(),
});
const lineSchema = z.discriminatedUnion("kind", [grantSchema, denialSchema]);
type Line = z.infer<typeof lineSchema>;

const grantKey = ({ stack, role, policy, statement, action, resource }: RoleGrant): string =>
  JSON.stringify([stack, role, policy, statement, action, resource]);

/** Collects usage; with a file each new entry is also appended there as one JSON line. */
export class UsageRecord {
  readonly #used = new Map<string, RoleGrant>();
  readonly #denied = new Map<string, Denial>();
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
  }

  use(grant: RoleGrant): void {
    const key = grantKey(grant);
    if (this.#used.has(key)) return;
    this.#used.set(key, grant);
    this.#write({ kind: "used", ...grant });
  }

  deny(denial: Denial): void {
    const key = JSON.stringify([denial.stack, denial.role, denial.action, denial.resource]);
    if (this.#denied.has(key)) return;
    this.#denied.set(key, denial);
    this.#write({ kind: "denied", ...denial });
  }

  usage(): Usage {
    return { used: [...this.#used.values()], denied: [...this.#denied.values()] };
  }

  #write(line: Line): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

/** Merges what any number of runs appended to a file; a missing file is no usage. */
export function readUsage(file: string): Usage {
  const record = new UsageRecord();
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  for (const line of text.split("\n").filter((part) => part !== "")) {
    const { kind, ...entry } = lineSchema.parse(JSON.parse(line));
    if (kind === "used") record.use(grantSchema.omit({ kind: true }).parse(entry));
    else record.deny(entry);
  }
  return record.usage();
}

/** Actions that a local function never performs through an AWS API, so that a missing use proves nothing. */
export const NOT_OBSERVED_LOCALLY: readonly string[] = ["logs:*", "xray:*", "cloudwatch:PutMetricData"];

const INDEX_ACTIONS = ["dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect"];

/** A statement crosses its actions with its resources; an index only knows reading, so other pairs grant nothing. */
const grantsSomething = (action: string, resource: string): boolean =>
  !/:table\/[^/]*\/index\//.test(resource) || INDEX_ACTIONS.some((known) => matchesAction(action, known));

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

function patternsOf(statement: PolicyStatement): { action: string; resource: string }[] {
  if (statement.Effect !== "Allow") return [];
  const actions =
    statement.NotAction === undefined ? list(statement.Action) : [`!${list(statement.NotAction).join()}`];
  const resources =
    statement.NotResource === undefined
      ? list(statement.Resource)
      : [`!${list(statement.NotResource).join()}`];
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource })));
}

/**
 * Granted minus used: every action pattern × resource pattern of every role that no request needed.
 * @param except action patterns to leave out
 */
export function unusedGrants(
  plan: Plan,
  usage: Usage,
  except: readonly string[] = NOT_OBSERVED_LOCALLY,
): RoleGrant[] {
  const used = new Set(usage.used.map(grantKey));
  return plan.roles.flatMap((role) =>
    role.policies.flatMap(({ from, document }) =>
      document.Statement.flatMap((statement, index) =>
        patternsOf(statement)
          .filter(({ action }) => !except.some((pattern) => matchesAction(pattern, action)))
          .filter(({ action, resource }) => grantsSomething(action, resource))
          .map(
            (pair): RoleGrant => ({
              stack: role.stack,
              role: role.logicalId,
              policy: from,
              statement: index,
              ...pair,
            }),
          )
          .filter((grant) => !used.has(grantKey(grant))),
      ),
    ),
  );
}
