import type { QueueMessage, QueueSource } from "../../mappings/queue-source.ts";
import { digestOfAttributes, digestOfBody } from "./message-digest.ts";
import { systemAttributesOf } from "./presentation.ts";
import type { StoredMessage } from "./queue-messages.ts";
import type { Queues } from "./queues.ts";

/** {@link QueueSource} over the planned queues, for event source mappings. */
export function createQueueSource(queues: Queues): QueueSource {
  return {
    async receive(queueArn, maxMessages, waitMs, signal) {
      const messages = await queues.byArn(queueArn).receive({ maxMessages, waitMs, signal });
      return messages.map(present);
    },
    remove: (queueArn, receiptHandles) => queues.byArn(queueArn).remove(receiptHandles),
    async release(queueArn, receiptHandles, afterSeconds) {
      const queue = queues.byArn(queueArn);
      await Promise.all(receiptHandles.map((receipt) => queue.changeVisibility(receipt, afterSeconds)));
    },
  };
}

function present(message: StoredMessage): QueueMessage {
  const digest = digestOfAttributes(message.attributes);
  return {
    messageId: message.id,
    receiptHandle: message.receipt ?? "",
    body: message.body,
    md5OfBody: digestOfBody(message.body),
    ...(digest === undefined ? {} : { md5OfMessageAttributes: digest }),
    attributes: systemAttributesOf(message),
    messageAttributes: message.attributes,
  };
}
