import type { PermissionPlan, Plan, PolicyDocument, RolePlan } from "../plan/plan.ts";
import { type Authorizer, AwsError, type NeededAction, type Principal } from "../runtime-ports.ts";
import { AccessDenied, accessDenied } from "./access-denied.ts";
import type { ConditionContext } from "./conditions.ts";
import { type Documents, evaluate, type NamedDocument, serviceHost } from "./evaluate.ts";
import { type Usage, UsageRecord } from "./usage.ts";

/** An authorizer that also tells what was used and what was refused. */
export interface LocalAuthorizer extends Authorizer {
  usage(): Usage;
}

export interface AuthorizerOptions {
  /** JSON-lines file that collects usage over many runs. */
  readonly usageFile?: string;
}

const LOOKING = /^[^:]+:(?:BatchGet|Get|List|Describe|Query|Scan|Head)/i;

/** A Lambda permission is a statement of the function's resource policy. */
function permissionStatement({ functionArn, principal, sourceArn, sourceAccount }: PermissionPlan) {
  return {
    Effect: "Allow" as const,
    Action: "lambda:InvokeFunction",
    Resource: functionArn,
    Principal: { Service: principal },
    Condition: {
      ...(sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": sourceArn } }),
      ...(sourceAccount === undefined ? {} : { StringEquals: { "aws:SourceAccount": sourceAccount } }),
    },
  };
}

/** Finds the policy of the resource that an ARN lies in: an object lies in its bucket. */
function resourcePolicies(plan: Plan): (arn: string) => Pick<Documents, "resource" | "resourceMustAllow"> {
  const policies = new Map<string, NamedDocument>();
  for (const { arn, policy, logicalId } of [...plan.buckets, ...plan.queues, ...plan.topics])
    if (policy !== undefined) policies.set(arn, { from: logicalId, document: policy });
  const keys = new Map(
    plan.keys.map(({ arn, policy, logicalId }) => [arn, { from: logicalId, document: policy }]),
  );
  for (const permission of plan.permissions) {
    const before: PolicyDocument = policies.get(permission.functionArn)?.document ?? { Statement: [] };
    policies.set(permission.functionArn, {
      from: permission.functionArn,
      document: { Statement: [...before.Statement, permissionStatement(permission)] },
    });
  }
  return (arn) => {
    const key = keys.get(arn);
    if (key !== undefined) return { resource: key, resourceMustAllow: true };
    const holder = arn.startsWith("arn:aws:s3:::") ? (arn.split("/", 1)[0] ?? arn) : arn;
    const resource = policies.get(holder);
    return resource === undefined ? {} : { resource };
  };
}

/**
 * Keys that IAM fills for every request. `aws:SecureTransport` is always true: what is plain HTTP on 127.0.0.1 is TLS
 * on AWS, and the deny of plain HTTP would otherwise refuse everything.
 */
function globalContext(principal: Principal, plan: Plan): ConditionContext {
  const base = { "aws:SecureTransport": "true", "aws:RequestedRegion": plan.region };
  switch (principal.kind) {
    case "role":
      return { ...base, "aws:PrincipalArn": principal.roleArn, "aws:PrincipalAccount": plan.account };
    case "service":
      return {
        ...base,
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": serviceHost(principal.service),
        "aws:SourceAccount": plan.account,
        ...(principal.sourceArn === undefined ? {} : { "aws:SourceArn": principal.sourceArn }),
      };
    default:
      return base;
  }
}

/** Enforces the plan's policies and records every grant that was used and every action that was refused. */
export function createAuthorizer(plan: Plan, { usageFile }: AuthorizerOptions = {}): LocalAuthorizer {
  const roles = new Map<string, RolePlan>(plan.roles.map((role) => [role.arn, role]));
  const policiesFor = resourcePolicies(plan);
  const record = new UsageRecord(usageFile);

  const checkOne = (principal: Principal, needed: NeededAction): void => {
    if (principal.kind === "developer") {
      if (principal.mayWrite || LOOKING.test(needed.action)) return;
      throw new AccessDenied(
        `An access key that this runtime did not issue may only look, not perform ${needed.action} on ${needed.resource}. Sign with the key local-developer; its secret is in credentials.json of the data directory.`,
        needed.action,
        needed.resource,
      );
    }
    const role = principal.kind === "role" ? roles.get(principal.roleArn) : undefined;
    const complete = { ...needed, context: { ...globalContext(principal, plan), ...needed.context } };
    const decision = evaluate(principal, complete, {
      identity: role?.policies ?? [],
      ...policiesFor(needed.resource),
    });
    if (!decision.allowed) {
      if (role !== undefined)
        record.deny({
          stack: role.stack,
          role: role.logicalId,
          action: needed.action,
          resource: needed.resource,
        });
      throw accessDenied(principal, needed, decision, role, plan.functions);
    }
    if (role === undefined) return;
    for (const { kind, from, statement, action, resource } of decision.grants)
      if (kind === "identity")
        record.use({ stack: role.stack, role: role.logicalId, policy: from, statement, action, resource });
  };

  return {
    check(principal, needed) {
      if (principal.kind === "role" && !roles.has(principal.roleArn))
        throw new AwsError(
          403,
          "UnrecognizedClientException",
          `The role ${principal.roleArn} is not part of this plan.`,
        );
      for (const action of needed) checkOne(principal, action);
    },
    usage: () => record.usage(),
  };
}
