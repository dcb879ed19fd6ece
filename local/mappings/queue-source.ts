/** A received message; times and counts are text, as SQS gives them. */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly md5OfMessageAttributes?: string;
  /** ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp … */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<
    Record<
      string,
      { readonly DataType: string; readonly StringValue?: string; readonly BinaryValue?: string }
    >
  >;
}

/** Where mappings receive queue messages from. */
export interface QueueSource {
  /** Waits up to `waitMs` for a first message; at most 10. Ends early, with nothing, when the signal aborts. */
  receive(
    queueArn: string,
    max: number,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<readonly QueueMessage[]>;
  remove(queueArn: string, receiptHandles: readonly string[]): Promise<void>;
  /** Makes messages visible again after so many seconds. */
  release(queueArn: string, receiptHandles: readonly string[], afterSeconds: number): Promise<void>;
}
