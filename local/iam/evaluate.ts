import type { PolicyDocument, PolicyStatement } from "../plan/plan.ts";
import type { NeededAction, Principal } from "../runtime-ports.ts";
import { type ConditionContext, conditionHolds } from "./conditions.ts";
import { matchesAction, matchesArn, matchesWildcard } from "./wildcard.ts";

/** A policy and where it comes from; `from` names it in messages and in the record of used grants. */
export interface NamedDocument {
  readonly from: string;
  readonly document: PolicyDocument;
}

export interface Documents {
  /** Policies of the principal's role. */
  readonly identity: readonly NamedDocument[];
  /** The policy of the bucket, queue or key that is acted on. */
  readonly resource?: NamedDocument;
  /** A KMS key is only usable through its own policy, which may hand over to IAM; other resources grant beside it. */
  readonly resourceMustAllow?: boolean;
}

/** One statement that allowed, with the patterns that fitted. */
export interface Grant {
  readonly from: string;
  readonly kind: "identity" | "resource";
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
}

export type Decision =
  | { readonly allowed: true; readonly grants: readonly Grant[] }
  | { readonly allowed: false; readonly reason: "explicit deny"; readonly deniedBy: string }
  | { readonly allowed: false; readonly reason: "no grant" };

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const fitsResource = (pattern: string, resource: string): boolean =>
  pattern === "*" ||
  (pattern.startsWith("arn:") ? matchesArn(pattern, resource) : matchesWildcard(pattern, resource));

/** The pattern of the statement that covers the action, undefined when none does. */
function coveringAction({ Action, NotAction }: PolicyStatement, action: string): string | undefined {
  if (NotAction !== undefined)
    return list(NotAction).some((pattern) => matchesAction(pattern, action))
      ? undefined
      : `!${list(NotAction).join()}`;
  return list(Action).find((pattern) => matchesAction(pattern, action));
}

function coveringResource(
  { Resource, NotResource }: PolicyStatement,
  resource: string,
  implied: boolean,
): string | undefined {
  if (NotResource !== undefined)
    return list(NotResource).some((pattern) => fitsResource(pattern, resource))
      ? undefined
      : `!${list(NotResource).join()}`;
  // Trust policies and some resource policies leave the resource out: it is the one they belong to.
  if (Resource === undefined) return implied ? "*" : undefined;
  return list(Resource).find((pattern) => fitsResource(pattern, resource));
}

const ACCOUNT_ROOT = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/;

/** `allows` names the principal itself; `delegates` hands the decision to the account's identity policies. */
function matchPrincipal(
  statement: PolicyStatement,
  principal: Principal,
): "allows" | "delegates" | undefined {
  const { Principal: wanted } = statement;
  if (wanted === undefined) return undefined;
  if (wanted === "*") return "allows";
  for (const [kind, value] of Object.entries(wanted))
    for (const name of list(value)) {
      if (kind === "AWS" && name === "*") return "allows";
      if (kind === "AWS" && principal.kind === "role") {
        if (name === principal.roleArn) return "allows";
        const account = ACCOUNT_ROOT.exec(name)?.[1];
        if (account !== undefined && principal.roleArn.split(":")[4] === account) return "delegates";
      }
      if (kind === "Service" && principal.kind === "service" && serviceHost(principal.service) === name)
        return "allows";
    }
  return undefined;
}

/** `events` and `events.amazonaws.com` are the same service. */
export const serviceHost = (service: string): string =>
  service.includes(".") ? service : `${service}.amazonaws.com`;

/**
 * Decides like IAM inside one account: an explicit Deny wins, then any Allow of an identity or resource policy, else
 * nothing. A service principal and an anonymous caller have no identity policies.
 */
export function evaluate(principal: Principal, needed: NeededAction, documents: Documents): Decision {
  const context: ConditionContext = needed.context ?? {};
  const grants: Grant[] = [];
  let deniedBy: string | undefined;
  let delegated = false;

  const consider = (named: NamedDocument, kind: Grant["kind"]): void => {
    for (const [index, statement] of named.document.Statement.entries()) {
      const principalMatch = kind === "identity" ? "allows" : matchPrincipal(statement, principal);
      if (principalMatch === undefined) continue;
      const action = coveringAction(statement, needed.action);
      const resource = coveringResource(statement, needed.resource, kind === "resource");
      if (action === undefined || resource === undefined || !conditionHolds(statement.Condition, context))
        continue;
      if (statement.Effect === "Deny") deniedBy ??= named.from;
      else if (principalMatch === "delegates") delegated = true;
      else grants.push({ from: named.from, kind, statement: index, action, resource });
    }
  };

  if (documents.resource !== undefined) consider(documents.resource, "resource");
  const resourceAllows = grants.length > 0;
  if (principal.kind === "role") for (const named of documents.identity) consider(named, "identity");

  if (deniedBy !== undefined) return { allowed: false, reason: "explicit deny", deniedBy };
  if (documents.resourceMustAllow && !resourceAllows && !delegated)
    return { allowed: false, reason: "no grant" };
  return grants.length > 0 ? { allowed: true, grants } : { allowed: false, reason: "no grant" };
}
