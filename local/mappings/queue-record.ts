import type { QueueMessage } from "./queue-source.ts";

/** The event of a queue mapping, in Lambda's shape. */
export function queueEvent(batch: readonly QueueMessage[], queueArn: string, region: string): object {
  return {
    Records: batch.map(({ messageAttributes, ...message }) => ({
      ...message,
      messageAttributes: Object.fromEntries(
        Object.entries(messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            ...(StringValue === undefined ? {} : { stringValue: StringValue }),
            ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
            stringListValues: [],
            binaryListValues: [],
            dataType: DataType,
          },
        ]),
      ),
      eventSource: "aws:sqs",
      eventSourceARN: queueArn,
      awsRegion: region,
    })),
  };
}
