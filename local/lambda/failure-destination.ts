import type { FunctionPlan } from "../plan/plan.ts";
import { AwsError, type Principal, type SendToQueue, type Warn } from "../runtime-ports.ts";
import { deadLetterAttributes, destinationRecord, type FailedInvocation } from "./destination-record.ts";
import type { RoleCredentials } from "./function-environment.ts";

export interface FailureSinkDeps {
  readonly sendToQueue: SendToQueue;
  readonly credentialsOf: (roleArn: string) => RoleCredentials;
  readonly warn: Warn;
}

/**
 * Where events go that a function failed for good: its on-failure destination and its dead-letter queue, each with
 * the rights of the function's own role. A refused letter is lost, as on AWS, but said aloud.
 */
export function createFailureSink(
  deps: FailureSinkDeps,
): (plan: FunctionPlan, failed: FailedInvocation) => Promise<void> {
  return async (plan, failed) => {
    const from: Principal = {
      kind: "role",
      roleArn: plan.roleArn,
      accessKeyId: deps.credentialsOf(plan.roleArn).accessKeyId,
    };
    const send = async (
      queueArn: string,
      body: object | unknown,
      attributes?: Readonly<Record<string, string>>,
    ) => {
      try {
        await deps.sendToQueue(queueArn, JSON.stringify(body), attributes, from);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        deps.warn(
          `${plan.name} failed event ${failed.requestId}, and ${queueArn} did not take it: ${error.message}`,
        );
      }
    };
    if (plan.asyncFailureArn) await send(plan.asyncFailureArn, destinationRecord(failed));
    if (plan.deadLetterArn) await send(plan.deadLetterArn, failed.event, deadLetterAttributes(failed));
    if (!plan.asyncFailureArn && !plan.deadLetterArn) {
      deps.warn(
        `${plan.name} failed event ${failed.requestId} for good and has nowhere to put it: ${failed.result.errorMessage}`,
      );
    }
  };
}
