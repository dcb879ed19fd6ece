import type { Plan, RulePlan } from "../../plan/plan.ts";
import {
  type Authorizer,
  AwsError,
  type Invoker,
  type Principal,
  type SendToQueue,
} from "../../runtime-ports.ts";
import type { EventEnvelope } from "./event-bus.ts";
import { targetPayload } from "./target-input.ts";

export type RuleTarget = RulePlan["targets"][number];

export interface TargetDeliveryDeps {
  readonly plan: Pick<Plan, "buses">;
  readonly invoker: Invoker;
  readonly sendToQueue: SendToQueue;
  readonly authorizer: Authorizer;
  readonly publish: (busName: string, event: EventEnvelope) => Promise<void>;
}

/** How a rule reaches functions (by their permission), queues (by their policy) and other buses (by a role). */
export function createTargetDelivery(deps: TargetDeliveryDeps): {
  /** Throws for a kind of target that is not hosted. */
  assertSupported(rule: RulePlan, target: RuleTarget): void;
  /** Resolves when the target has the event durably; throws `AwsError` when it refuses. */
  deliver(rule: RulePlan, target: RuleTarget, event: EventEnvelope): Promise<void>;
} {
  const deliverTo = {
    async lambda(rule: RulePlan, target: RuleTarget, payload: string) {
      await deps.invoker.invokeLater(target.arn, asJson(payload), eventsPrincipal(rule));
    },
    async sqs(rule: RulePlan, target: RuleTarget, payload: string) {
      await deps.sendToQueue(target.arn, payload, {}, eventsPrincipal(rule));
    },
    async events(_rule: RulePlan, target: RuleTarget, _payload: string, event: EventEnvelope) {
      const bus = deps.plan.buses.find(({ arn }) => arn === target.arn);
      const name = bus?.name ?? (target.arn.endsWith(":event-bus/default") ? "default" : undefined);
      if (name === undefined)
        throw new AwsError(400, "ResourceNotFoundException", `No event bus ${target.arn}`);
      if (target.roleArn === undefined)
        throw new AwsError(403, "AccessDeniedException", "The target has no role.");
      const role: Principal = { kind: "role", roleArn: target.roleArn, accessKeyId: "events.amazonaws.com" };
      deps.authorizer.check(role, [{ action: "events:PutEvents", resource: target.arn }]);
      await deps.publish(name, event);
    },
  };
  const kindOf = (arn: string): keyof typeof deliverTo | undefined => {
    const service = arn.split(":")[2];
    return service === "lambda" || service === "sqs" || service === "events" ? service : undefined;
  };
  return {
    assertSupported(rule, { arn }) {
      if (kindOf(arn) === undefined)
        throw new Error(`Rule ${rule.logicalId}: target ${arn} is not supported locally.`);
    },
    async deliver(rule, target, event) {
      const kind = kindOf(target.arn);
      if (kind === undefined)
        throw new AwsError(400, "NO_RESOURCE", `Target ${target.arn} is not supported locally.`);
      const payload = targetPayload(event, target, { ruleArn: rule.arn, ruleName: rule.name });
      await deliverTo[kind](rule, target, payload, event);
    },
  };
}

export function eventsPrincipal(rule: RulePlan): Principal {
  return { kind: "service", service: "events.amazonaws.com", sourceArn: rule.arn };
}

/** Templates may make plain text, which a function receives as a JSON text. */
function asJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
