/** Topics: what a service publishes goes to the queues that subscribe. */
import { randomUUID } from "node:crypto";
import type { Plan } from "../../plan/plan.ts";
import type { Authorizer, Principal, SendToQueue } from "../../runtime-ports.ts";

/** Resolves when every subscribed queue has the message durably; refused unless the topic's policy lets `from` publish. */
export type PublishToTopic = (topicArn: string, message: string, from: Principal) => Promise<void>;

/** Publishing over the planned topics and their queues. */
export function createTopics(deps: {
  readonly plan: Pick<Plan, "topics">;
  readonly sendToQueue: SendToQueue;
  readonly authorizer: Authorizer;
}): PublishToTopic {
  return async (topicArn, message, from) => {
    const topic = deps.plan.topics.find(({ arn }) => arn === topicArn);
    if (topic === undefined) throw new Error(`No topic ${topicArn}`);
    deps.authorizer.check(from, [{ action: "sns:Publish", resource: topicArn }]);
    const sns: Principal = { kind: "service", service: "sns.amazonaws.com", sourceArn: topicArn };
    for (const { queueArn, raw } of topic.queues) {
      await deps.sendToQueue(queueArn, raw ? message : notification(topicArn, message), {}, sns);
    }
  };
}

/** What SNS puts around a message unless the subscription wants it raw. */
function notification(topicArn: string, message: string): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Message: message,
    Timestamp: new Date().toISOString(),
    SignatureVersion: "1",
    Signature: "unsigned",
    SigningCertURL: "https://sns.us-east-1.amazonaws.com/none.pem",
    UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${topicArn}`,
  });
}
