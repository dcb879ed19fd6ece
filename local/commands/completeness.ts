import { type Denial, type RoleGrant, type Usage, unusedGrants } from "../iam/usage.ts";
import type { Plan } from "../plan/plan.ts";

/** A resource of the template that should be used somewhere. */
export interface UsedResource {
  readonly kind: "function" | "permission" | "route" | "mapping" | "rule";
  readonly logicalId: string;
}

/** Why something may stay unused, or be refused. In `role`, `action`, `resource` and `logicalId` a `*` stands for any text. */
export type Acknowledgement = { readonly reason: string } & (
  | {
      readonly kind: "grant" | "denial";
      readonly role: string;
      readonly action: string;
      readonly resource: string;
    }
  | UsedResource
);

export interface CompletenessFacts {
  readonly plan: Plan;
  readonly usage: Usage;
  readonly resources: readonly UsedResource[];
  readonly acknowledged: readonly Acknowledgement[];
}

/**
 * Compares what the template has with what was used, both ways. Pure.
 * @returns one sentence per finding; none when used minus granted and granted minus used are empty or acknowledged,
 *   and no acknowledgement is stale
 */
export function completenessFindings(facts: CompletenessFacts): string[] {
  const { plan, usage, acknowledged } = facts;
  const matched = new Set<Acknowledgement>();
  const known = (matches: (one: Acknowledgement) => boolean): boolean => {
    const found = acknowledged.filter(matches);
    for (const one of found) matched.add(one);
    return found.length > 0;
  };
  const denied = usage.denied.filter(
    (denial) => !known((one) => one.kind === "denial" && covers(one, denial)),
  );
  const unused = unusedGrants(plan, usage).filter(
    (grant) => !known((one) => one.kind === "grant" && covers(one, grant)),
  );
  const idle = unusedResources(plan, facts.resources).filter(
    ({ kind, logicalId }) =>
      !known((one) => one.kind === kind && "logicalId" in one && like(one.logicalId, logicalId)),
  );
  const stale = acknowledged.filter((one) => !matched.has(one));
  return [
    ...denied.map(
      ({ role, action, resource }) => `used, not granted: ${role} needs ${action} on ${resource}`,
    ),
    ...unused.map(
      ({ role, action, resource, policy, statement }) =>
        `granted, not used: ${role} may ${action} on ${resource} (${policy}, statement ${statement})`,
    ),
    ...idle.map(({ kind, name }) => `never used: ${kind} ${name}`),
    ...stale.map((one) => `stale: nothing needs the acknowledgement of ${describe(one)}`),
  ];
}

interface NamedResource extends UsedResource {
  readonly name: string;
}

function unusedResources(plan: Plan, used: readonly UsedResource[]): NamedResource[] {
  const seen = new Set(used.map(({ kind, logicalId }) => `${kind} ${logicalId}`));
  const all = (
    kind: UsedResource["kind"],
    planned: readonly { readonly logicalId: string }[],
  ): NamedResource[] => planned.map(({ logicalId }) => ({ kind, logicalId, name: logicalId }));
  return [
    ...all("function", plan.functions),
    ...all("permission", plan.permissions),
    ...all(
      "mapping",
      plan.mappings.filter(({ enabled }) => enabled),
    ),
    ...all(
      "rule",
      plan.rules.filter(({ enabled }) => enabled),
    ),
    ...plan.httpApis.flatMap(({ routes }) =>
      routes.map(({ logicalId, routeKey }) => ({
        kind: "route" as const,
        logicalId,
        name: `${routeKey} (${logicalId})`,
      })),
    ),
  ].filter(({ kind, logicalId }) => !seen.has(`${kind} ${logicalId}`));
}

function covers(one: Acknowledgement, { role, action, resource }: RoleGrant | Denial): boolean {
  return "role" in one && like(one.role, role) && like(one.action, action) && like(one.resource, resource);
}

function describe(one: Acknowledgement): string {
  return "role" in one
    ? `${one.kind} ${one.role} ${one.action} ${one.resource}`
    : `${one.kind} ${one.logicalId}`;
}

/** Whether a text is of a form in which `*` stands for any text. A resource's own `*` is text like any other. */
function like(form: string, text: string): boolean {
  const parts = form.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(text);
}
