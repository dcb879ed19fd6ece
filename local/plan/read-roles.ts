import * as z from "zod";
import type { PolicyDocument, RolePlan } from "./plan.ts";
import { attribute, planned, policyDocument, read, textList } from "./values.ts";
import type { Resource, World } from "./world.ts";

const LOGS_ACTIONS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

/** The policies of AWS that CDK attaches by itself; each also allows writing logs. */
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  AWSLambdaBasicExecutionRole: LOGS_ACTIONS,
  AWSLambdaDynamoDBExecutionRole: [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    ...LOGS_ACTIONS,
  ],
  AWSLambdaSQSQueueExecutionRole: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    ...LOGS_ACTIONS,
  ],
};
const AWS_MANAGED_ARN = "arn:aws:iam::aws:policy/service-role/";

const roleSchema = z.object({
  AssumeRolePolicyDocument: policyDocument,
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
  ManagedPolicyArns: textList,
});
const policySchema = z.object({ PolicyDocument: policyDocument, Roles: textList });

type AttachedPolicy = RolePlan["policies"][number];

/** Decides which AWS managed policy an ARN means; undefined for one whose text is not known here. */
function awsManaged(arn: string): AttachedPolicy | undefined {
  const name = arn.startsWith(AWS_MANAGED_ARN) ? arn.slice(AWS_MANAGED_ARN.length) : "";
  const actions = Object.hasOwn(AWS_MANAGED, name) ? AWS_MANAGED[name] : undefined;
  if (actions === undefined) return undefined;
  const document: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
  };
  return { from: name, document };
}

/** Reads all roles with their own, attached and AWS-managed policies. */
export function readRoles(
  world: World,
  skip: (resource: Resource) => boolean,
): { roles: RolePlan[]; unsupported: string[] } {
  const unsupported: string[] = [];
  const attached = world.ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy").map((resource) => ({
    resource,
    arn: resource.type === "AWS::IAM::ManagedPolicy" ? resource.identity().ref : undefined,
    ...read(resource, policySchema),
  }));
  const roles = world
    .ofType("AWS::IAM::Role")
    .filter((resource) => !skip(resource))
    .map((resource): RolePlan => {
      const given = read(resource, roleSchema);
      const name = resource.identity().ref;
      const own = given.Policies.map(({ PolicyName, PolicyDocument }) => ({
        from: `${resource.logicalId}.${PolicyName}`,
        document: PolicyDocument,
      }));
      const separate = attached
        .filter(
          ({ Roles, arn }) =>
            Roles.includes(name) || (arn !== undefined && given.ManagedPolicyArns.includes(arn)),
        )
        .map((policy) => ({ from: policy.resource.logicalId, document: policy.PolicyDocument }));
      const managed = given.ManagedPolicyArns.filter((arn) => arn.startsWith("arn:aws:iam::aws:")).flatMap(
        (arn) => {
          const policy = awsManaged(arn);
          if (policy === undefined)
            unsupported.push(`${resource.stack}/${resource.logicalId}: the AWS policy ${arn} is not known.`);
          return policy ?? [];
        },
      );
      return {
        ...planned(resource),
        name,
        arn: attribute(resource, "Arn"),
        trust: given.AssumeRolePolicyDocument,
        policies: [...own, ...separate, ...managed],
      };
    });
  return { roles, unsupported };
}
