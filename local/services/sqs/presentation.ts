import { digestOfAttributes, digestOfBody, type MessageAttributes } from "./message-digest.ts";
import type { Queue } from "./queue.ts";
import type { StoredMessage } from "./queue-messages.ts";

/** The system attributes SQS counts and stamps, all as text. */
export function systemAttributesOf(message: StoredMessage): Readonly<Record<string, string>> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ...(message.firstReceivedAt === undefined
      ? {}
      : { ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt) }),
    ...(message.movedFrom === undefined ? {} : { DeadLetterQueueSourceArn: message.movedFrom }),
    ...Object.fromEntries(
      Object.entries(message.systemAttributes).map(([name, { StringValue = "" }]) => [name, StringValue]),
    ),
  };
}

/** A received message as ReceiveMessage answers it, with only what the caller asked for. */
export function presentMessage(
  message: StoredMessage,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): object {
  const system = Object.entries(systemAttributesOf(message)).filter(
    ([name]) => systemNames.includes("All") || systemNames.includes(name),
  );
  const attributes = selectAttributes(message.attributes, attributeNames);
  const digest = digestOfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: digestOfBody(message.body),
    Body: message.body,
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(digest ? { MD5OfMessageAttributes: digest, MessageAttributes: attributes } : {}),
  };
}

/** `All`, `.*`, a name, or `prefix.*`. */
function selectAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const selects = (attribute: string, name: string): boolean =>
    name === "All" ||
    name === ".*" ||
    name === attribute ||
    (name.endsWith(".*") && attribute.startsWith(name.slice(0, -1)));
  return Object.fromEntries(
    Object.entries(attributes).filter(([attribute]) => names.some((name) => selects(attribute, name))),
  );
}

/** GetQueueAttributes: the asked-for attributes, all as text. */
export function describeQueue(queue: Queue, names: readonly string[]): Readonly<Record<string, string>> {
  const { plan } = queue;
  const counts = queue.counts();
  const all: Record<string, string> = {
    QueueArn: plan.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(plan.visibilitySeconds),
    MessageRetentionPeriod: String(plan.retentionSeconds),
    DelaySeconds: String(plan.delaySeconds),
    MaximumMessageSize: "1048576",
    ReceiveMessageWaitTimeSeconds: "0",
    SqsManagedSseEnabled: String(plan.keyArn === undefined),
    ...(plan.keyArn === undefined ? {} : { KmsMasterKeyId: plan.keyArn }),
    ...(plan.policy === undefined ? {} : { Policy: JSON.stringify(plan.policy) }),
    ...(plan.redrive === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: plan.redrive.deadLetterArn,
            maxReceiveCount: plan.redrive.maxReceiveCount,
          }),
        }),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name)),
  );
}
