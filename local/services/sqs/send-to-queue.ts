import type { Authorizer, SendToQueue } from "../../runtime-ports.ts";
import type { MessageAttributes } from "./message-digest.ts";
import type { Queues } from "./queues.ts";
import { senderOf } from "./sqs-service.ts";

/** {@link SendToQueue} over the planned queues. The sender's right is checked like that of any API call. */
export function createSendToQueue(queues: Queues, authorizer: Authorizer): SendToQueue {
  return async (queueArn, body, attributes = {}, from) => {
    const queue = queues.byArn(queueArn);
    if (from) {
      const source = from.kind === "service" && from.sourceArn ? { "aws:SourceArn": from.sourceArn } : {};
      authorizer.check(from, [{ action: "sqs:SendMessage", resource: queueArn, context: source }]);
    }
    await queue.send([
      {
        body,
        attributes: asMessageAttributes(attributes),
        systemAttributes: {},
        senderId: senderOf(from ?? { kind: "service", service: "local" }),
      },
    ]);
  };
}

function asMessageAttributes(attributes: Readonly<Record<string, string>>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
}
