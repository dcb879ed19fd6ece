import type { MappingPlan } from "../plan/plan.ts";
import type { NeededAction } from "../runtime-ports.ts";

/** What a function's role must be allowed so that Lambda can poll its event source. */
export function pollerRights({ sourceArn }: Pick<MappingPlan, "sourceArn">): readonly NeededAction[] {
  const actions = isStream(sourceArn)
    ? ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"]
    : ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  return actions.map((action) => ({ action, resource: sourceArn }));
}

export function isStream(sourceArn: string): boolean {
  return sourceArn.startsWith("arn:aws:dynamodb:");
}
