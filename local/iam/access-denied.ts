import type { FunctionPlan, RolePlan } from "../plan/plan.ts";
import { AwsError, type NeededAction, type Principal } from "../runtime-ports.ts";
import type { Decision } from "./evaluate.ts";

/** A refusal in AWS's words, followed for the developer by the statement that is missing and where it belongs. */
export class AccessDenied extends AwsError {
  constructor(
    message: string,
    readonly action: string,
    readonly resource: string,
  ) {
    super(403, "AccessDenied", message);
    this.name = "AccessDenied";
  }
}

function caller(
  principal: Principal,
  role: RolePlan | undefined,
  functions: readonly FunctionPlan[],
): string {
  switch (principal.kind) {
    case "role": {
      const session =
        functions.find(({ roleArn }) => roleArn === principal.roleArn)?.name ?? principal.accessKeyId;
      const account = principal.roleArn.split(":")[4] ?? "";
      return `arn:aws:sts::${account}:assumed-role/${role?.name ?? principal.roleArn}/${session}`;
    }
    case "service":
      return principal.service;
    case "developer":
      return "developer";
    case "anonymous":
      return "anonymous";
  }
}

/** Words the refusal of one needed action. `context` keys are shown, because a missing condition key is a usual cause. */
export function accessDenied(
  principal: Principal,
  needed: NeededAction,
  decision: Extract<Decision, { allowed: false }>,
  role: RolePlan | undefined,
  functions: readonly FunctionPlan[],
): AccessDenied {
  const { action, resource, context } = needed;
  const because =
    decision.reason === "explicit deny"
      ? `with an explicit deny in ${decision.deniedBy}`
      : principal.kind === "role"
        ? `because no identity-based policy allows the ${action} action`
        : `because no resource-based policy allows the ${action} action`;
  const sentence = `User: ${caller(principal, role, functions)} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  if (decision.reason === "explicit deny" || role === undefined)
    return new AccessDenied(sentence, action, resource);
  const statement = JSON.stringify({ Effect: "Allow", Action: action, Resource: resource });
  const asked = context === undefined ? "" : ` (request context: ${JSON.stringify(context)})`;
  return new AccessDenied(
    `${sentence}. Missing for the role ${role.logicalId} of the stack ${role.stack}: ${statement}${asked}`,
    action,
    resource,
  );
}
