import type { PermissionPlan } from "../plan/plan.ts";
import type { Principal } from "../runtime-ports.ts";

/** Either the right to invoke (with the permission that gave it, where one was needed), or why not. */
export type InvokeRight =
  | { readonly allowed: true; readonly permission?: PermissionPlan }
  | { readonly allowed: false; readonly reason: string };

/**
 * Decides whether `from` may invoke a function. A service needs an AWS::Lambda::Permission that names it and whose
 * source ARN (wildcards `*` and `?`) covers the caller; Lambda's own pollers act with the function's role and need
 * none; a role's identity policies were evaluated when its request came in.
 */
export function invokeRight(
  functionArn: string,
  from: Principal,
  permissions: readonly PermissionPlan[],
): InvokeRight {
  switch (from.kind) {
    case "role":
      return { allowed: true };
    case "developer":
      return from.mayWrite ? { allowed: true } : { allowed: false, reason: "this access key may only read" };
    case "anonymous":
      return { allowed: false, reason: "the request is not signed" };
    case "service":
      return serviceRight(functionArn, from, permissions);
  }
}

function serviceRight(
  functionArn: string,
  from: Extract<Principal, { kind: "service" }>,
  permissions: readonly PermissionPlan[],
): InvokeRight {
  const service = principalName(from.service);
  if (service === "lambda.amazonaws.com") return { allowed: true };
  const permission = permissions.find(
    (candidate) =>
      candidate.functionArn === functionArn &&
      (candidate.principal === service || candidate.principal === "*") &&
      (candidate.sourceArn === undefined || matchesArn(candidate.sourceArn, from.sourceArn ?? "")) &&
      (candidate.sourceAccount === undefined ||
        candidate.sourceAccount === (accountOf(from.sourceArn) ?? candidate.sourceAccount)),
  );
  if (permission) return { allowed: true, permission };
  const source = from.sourceArn ? ` with a SourceArn that covers ${from.sourceArn}` : "";
  return {
    allowed: false,
    reason: `add an AWS::Lambda::Permission for Principal ${service} on ${functionArn}${source}`,
  };
}

function principalName(service: string): string {
  return service.includes(".") ? service : `${service}.amazonaws.com`;
}

/** undefined for a bucket's ARN, which carries none; every local bucket belongs to the one account. */
function accountOf(arn: string | undefined): string | undefined {
  return arn?.split(":")[4] || undefined;
}

/** ArnLike on the whole text: `*` any characters, `?` one. */
function matchesArn(pattern: string, arn: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s").test(arn);
}
