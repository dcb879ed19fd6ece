import { type PropertySupport, SUPPORT } from "./support-table.ts";
import type { Resource, World } from "./world.ts";

/** What becomes of one resource and, for a hosted one, of each property that the template sets. */
export interface Verdict {
  readonly hosted: boolean;
  /** Why the resource has no local effect. */
  readonly inert?: string;
  /** One sentence per thing that cannot be hosted. */
  readonly unsupported: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An absent feature in the template: `false`, empty text, empty list or map ask for nothing. */
function asksForNothing(value: unknown): boolean {
  if (value === false || value === "" || value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function walk(
  value: unknown,
  path: string,
  table: Readonly<Record<string, PropertySupport>>,
  complain: (path: string, reason: string) => void,
): void {
  const support = Object.hasOwn(table, path) ? table[path] : undefined;
  if (support !== undefined) {
    if (typeof support === "object" && "unsupported" in support && !asksForNothing(value))
      complain(path, support.unsupported);
    return;
  }
  const known = Object.keys(table).some((listed) => listed.startsWith(`${path}.`));
  if (!known) {
    if (!asksForNothing(value)) complain(path, "is not known to the local runtime");
    return;
  }
  for (const entry of Array.isArray(value) ? value : [value])
    if (isRecord(entry))
      for (const [name, inner] of Object.entries(entry)) walk(inner, `${path}.${name}`, table, complain);
}

/** Decides by the table in support-table.ts what is hosted, what has no effect, and what must be named at start. */
export function judge({
  type,
  stack,
  logicalId,
  template,
}: Pick<Resource, "type" | "stack" | "logicalId" | "template">): Verdict {
  const support = Object.hasOwn(SUPPORT, type) ? SUPPORT[type] : undefined;
  const name = `${stack}/${logicalId}`;
  if (support === undefined)
    return { hosted: false, unsupported: [`${name}: the resource type ${type} is not hosted.`] };
  if ("inert" in support) return { hosted: false, inert: support.inert, unsupported: [] };
  if ("unsupported" in support)
    return { hosted: false, unsupported: [`${name}: ${type} is not hosted: ${support.unsupported}.`] };
  const unsupported: string[] = [];
  for (const [property, value] of Object.entries(template))
    walk(value, property, support.hosted, (path, reason) =>
      unsupported.push(`${name}: ${type} ${path}: ${reason}.`),
    );
  return { hosted: true, unsupported };
}

const CDK_CUSTOM_RESOURCE = "Custom::";

/**
 * The Lambdas behind CDK's custom resources and their roles, as `stack/logicalId`. They work on the real account while
 * a stack is deployed; locally the runtime does itself what they are asked for, so they are not planned.
 */
export function deploymentOnly(world: World): ReadonlySet<string> {
  const providers = new Set<string>();
  const roles = new Set<string>();
  const inUse = new Set<string>();
  const byArn = new Map(
    world
      .ofType("AWS::Lambda::Function", "AWS::IAM::Role")
      .map((resource) => [resource.identity().attributes.Arn, resource]),
  );
  const id = ({ stack, logicalId }: Resource) => `${stack}/${logicalId}`;
  const providerArns = new Set(
    world.resources
      .filter(({ type }) => type.startsWith(CDK_CUSTOM_RESOURCE))
      .map((resource) => resource.property("ServiceToken")),
  );
  for (const fn of world.ofType("AWS::Lambda::Function")) {
    const isProvider = providerArns.has(fn.identity().attributes.Arn);
    const roleArn = fn.property("Role");
    const role = typeof roleArn === "string" ? byArn.get(roleArn) : undefined;
    if (isProvider) providers.add(id(fn));
    if (role === undefined) continue;
    if (isProvider) roles.add(id(role));
    else inUse.add(id(role));
  }
  return new Set([...providers, ...[...roles].filter((role) => !inUse.has(role))]);
}
