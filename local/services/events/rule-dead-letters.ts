import type { RulePlan } from "../../plan/plan.ts";
import { AwsError, type SendToQueue, type Warn } from "../../runtime-ports.ts";
import type { EventEnvelope } from "./event-bus.ts";
import { eventsPrincipal, type RuleTarget } from "./target-delivery.ts";

export interface DeliveryFailure {
  readonly retry: boolean;
  readonly code: string;
  readonly message: string;
  /** Which limit ended the retries, when one did. */
  readonly exhausted?: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";
}

/** Decides what becomes of a failed delivery: permanent refusals are buried at once, the rest within its limits. */
export function deliveryFailure(
  error: unknown,
  delivery: { readonly attempts: number; readonly acceptedAt: number },
  target: Pick<RuleTarget, "maxRetries" | "maxAgeSeconds">,
  now: number,
): DeliveryFailure {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof AwsError ? codeOf(error) : "INTERNAL_ERROR";
  if (permanent.has(code)) return { retry: false, code, message };
  if (delivery.attempts >= target.maxRetries)
    return { retry: false, code, message, exhausted: "MaximumRetryAttempts" };
  if (now - delivery.acceptedAt >= target.maxAgeSeconds * 1000) {
    return { retry: false, code, message, exhausted: "MaximumEventAgeInSeconds" };
  }
  return { retry: true, code, message };
}

const permanent = new Set(["NO_PERMISSIONS", "NO_RESOURCE", "SDK_CLIENT_ERROR"]);

function codeOf(error: AwsError): string {
  if (error.status === 403 || error.code.startsWith("AccessDenied")) return "NO_PERMISSIONS";
  if (error.status === 404 || /NotFound|DoesNotExist|NO_RESOURCE/.test(error.code)) return "NO_RESOURCE";
  if (error.status === 429) return "THROTTLING";
  return error.status < 500 ? "SDK_CLIENT_ERROR" : "INTERNAL_ERROR";
}

export interface DeadLetterDeps {
  readonly sendToQueue: SendToQueue;
  readonly warn: Warn;
}

/** Sends an undeliverable event with EventBridge's attributes to its target's dead-letter queue, or says it is lost. */
export function createDeadLetters({ sendToQueue, warn }: DeadLetterDeps) {
  return async (
    rule: RulePlan,
    target: RuleTarget,
    event: EventEnvelope,
    failure: DeliveryFailure,
    attempts: number,
  ): Promise<void> => {
    const what = `Rule ${rule.logicalId} could not deliver ${event["detail-type"]} to ${target.arn}: ${failure.message}`;
    if (target.deadLetterArn === undefined)
      return warn(`${what} It has no dead-letter queue; the event is lost.`);
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message || failure.code,
      ...(failure.exhausted ? { EXHAUSTED_RETRY_CONDITION: failure.exhausted } : {}),
      RETRY_ATTEMPTS: String(attempts),
    };
    try {
      await sendToQueue(target.deadLetterArn, JSON.stringify(event), attributes, eventsPrincipal(rule));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      warn(`${what} Its dead-letter queue did not take it either: ${error.message}`);
    }
  };
}
