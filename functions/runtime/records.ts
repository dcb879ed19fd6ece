import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from "aws-lambda";
import type { Logger } from "./log.ts";

/**
 * Handles the records of a stream batch in order and stops at the first failure, which Lambda retries from there
 * (order per key must hold). A record that cannot ever succeed ends in the dead-letter queue after bisecting.
 */
export async function inOrder(
  event: DynamoDBStreamEvent,
  log: Logger,
  handle: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    try {
      await handle(record);
    } catch (error) {
      log.error("stream record failed", {
        sequence: record.dynamodb?.SequenceNumber ?? "",
        error: error as Error,
      });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
    }
  }
  return { batchItemFailures: [] };
}

/** Handles the messages of a queue batch side by side; each failed one becomes visible again alone. */
export async function eachMessage(
  event: SQSEvent,
  log: Logger,
  handle: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const outcomes = await Promise.allSettled(event.Records.map((record) => handle(record)));
  const failures = outcomes.flatMap((outcome, index) => {
    const record = event.Records[index];
    if (outcome.status === "fulfilled" || record === undefined) return [];
    log.error("queue message failed", { messageId: record.messageId, error: outcome.reason as Error });
    return [{ itemIdentifier: record.messageId }];
  });
  return { batchItemFailures: failures };
}
