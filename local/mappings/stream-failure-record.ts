import type { StreamRecord } from "./stream-source.ts";

export interface DiscardedBatch {
  readonly requestId: string;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  readonly attempts: number;
  /** At least one. */
  readonly records: readonly StreamRecord[];
  readonly at: Date;
}

/** What Lambda sends to a stream mapping's on-failure destination: where the records are, not what they hold. */
export function streamFailureRecord(batch: DiscardedBatch): object {
  const first = batch.records[0]?.dynamodb;
  const last = batch.records.at(-1)?.dynamodb;
  return {
    requestContext: {
      requestId: batch.requestId,
      functionArn: batch.functionArn,
      condition: batch.condition,
      approximateInvokeCount: batch.attempts,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: batch.at.toISOString(),
    DDBStreamBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: batch.records.length,
      streamArn: batch.streamArn,
    },
  };
}

function arrival(change: StreamRecord["dynamodb"] | undefined): string {
  return `${new Date((change?.ApproximateCreationDateTime ?? 0) * 1000).toISOString().slice(0, 19)}Z`;
}
