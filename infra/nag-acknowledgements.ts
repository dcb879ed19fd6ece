import { Stack, Token, Validations } from "aws-cdk-lib";
import type { BucketDeployment } from "aws-cdk-lib/aws-s3-deployment";
import { flattenCfnReference } from "cdk-nag/lib/utils/flatten-cfn-reference.js";
import type { IConstruct } from "constructs";

/**
 * Every finding of the AwsSolutions rules that stays, with the reason why it is right here. Each function acknowledges
 * one exact finding on one construct; nothing is acknowledged for a whole stack.
 */
export function acknowledge(construct: IConstruct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${id}`, reason });
}

/** IAM5's finding id of a resource: the ARN as cdk-nag writes it. */
function resourceFinding(construct: IConstruct, arn: string): string {
  return `IAM5[Resource::${flattenCfnReference(Stack.of(construct).resolve(arn))}]`;
}

/** A dead-letter queue has no dead-letter queue of its own. */
export function acknowledgeDeadLetters(queue: IConstruct): void {
  acknowledge(
    queue,
    "SQS3",
    "This queue is the end of the line: it receives dead letters and has an alarm on its first message.",
  );
}

/** Object grants name the exact prefix; the object part cannot be known when the policy is written. */
export function acknowledgeObjectPrefix(fn: IConstruct, objects: string): void {
  acknowledge(
    fn,
    resourceFinding(fn, objects),
    "The grant is for the objects of one prefix; their names are made at run time.",
  );
}

/** ListStreams does not take the ARN of a single stream. */
export function acknowledgeListStreams(fn: IConstruct, streams: string): void {
  acknowledge(
    fn,
    resourceFinding(fn, streams),
    "ListStreams is authorized for the streams of a table, not for one of them; the reads name the one stream.",
  );
}

/** Pages and beacons of HCPs who have no account. */
export function acknowledgePublicRoute(route: IConstruct): void {
  acknowledge(
    route,
    "APIG4",
    "HCPs have no account: the function requires CloudFront's origin secret and an unguessable token or signed cookie, and the stage throttles.",
  );
}

export function acknowledgePoolPlan(pool: IConstruct): void {
  acknowledge(
    pool,
    "COG8",
    "Threat protection needs the Plus plan; people are invited by an administrator and sign in with a second factor.",
  );
}

/** Findings of both distributions. */
export function acknowledgeDistribution(
  distribution: IConstruct,
  { ownCertificate }: { readonly ownCertificate: boolean },
): void {
  acknowledge(
    distribution,
    "CFR3",
    "Paths of the HCP site hold link tokens, which must be in no log; requests are logged by route at the API.",
  );
  acknowledge(
    distribution,
    "CFR1",
    "HCPs travel and reps work from anywhere; what may be shown where is decided per version and country of practice.",
  );
  acknowledge(
    distribution,
    "CFR2",
    "A web ACL is part of CloudFront's flat-rate plans, which the operator chooses for a distribution (docs/deploy.md); both APIs throttle.",
  );
  if (!ownCertificate) {
    acknowledge(
      distribution,
      "CFR4",
      "A stage without its own host names uses CloudFront's certificate, whose policy cannot be chosen; it is for development only.",
    );
  }
}

export function acknowledgeSiteBucket(bucket: IConstruct): void {
  acknowledge(
    bucket,
    "S1",
    "The bucket holds only the public files of the sites, and only CloudFront and the deployment read it.",
  );
}

/** CDK's own function behind BucketDeployment: the one custom resource of the house. */
export function acknowledgeBucketDeployment(copy: BucketDeployment, target: string): void {
  const handler = copy.handlerRole.node.scope;
  if (handler === undefined) throw new Error("the deployment's role has no function");
  const stack = Stack.of(copy);
  const account = Token.isUnresolved(stack.account) ? "<AWS::AccountId>" : stack.account;
  const reason =
    "CDK writes this function and its rights; it copies the public site files into the site bucket during deployments only.";
  for (const finding of [
    "L1",
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
    "IAM5[Action::s3:GetBucket*]",
    "IAM5[Action::s3:GetObject*]",
    "IAM5[Action::s3:List*]",
    "IAM5[Action::s3:Abort*]",
    "IAM5[Action::s3:DeleteObject*]",
    `IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-${account}-${stack.region}/*]`,
    resourceFinding(copy, `${target}/*`),
  ]) {
    acknowledge(handler, finding, reason);
  }
}

/** Probe knows no resource. */
export function acknowledgeProbe(fn: IConstruct): void {
  const reason =
    "mediaconvert:Probe is authorized without a resource; it reads with the caller's own rights.";
  acknowledge(fn, "IAM5[Resource::*]", reason);
}

/** The id of a conversion job is made when it begins. */
export function acknowledgeJobIds(fn: IConstruct, jobs: string): void {
  const reason = "The reconciler asks after jobs by ids that are made at run time; GetJob changes nothing.";
  acknowledge(fn, resourceFinding(fn, jobs), reason);
}

/** The account's suppression list is no resource of IAM. */
export function acknowledgeSuppressionList(fn: IConstruct): void {
  const reason =
    "ses:ListSuppressedDestinations is authorized without a resource; it reads the account's list and changes nothing.";
  acknowledge(fn, "IAM5[Resource::*]", reason);
}
