import * as z from "zod";
import { AwsError } from "../../runtime-ports.ts";

const queue = { QueueUrl: z.string() };
const attributes = z
  .record(
    z.string(),
    z.object({
      DataType: z.string().regex(/^(String|Number|Binary)(\.|$)/),
      StringValue: z.string().min(1).optional(),
      BinaryValue: z.string().optional(),
    }),
  )
  .transform((record) =>
    Object.fromEntries(
      Object.entries(record).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          DataType,
          ...(StringValue === undefined ? {} : { StringValue }),
          ...(BinaryValue === undefined ? {} : { BinaryValue }),
        },
      ]),
    ),
  );
const outgoing = {
  MessageBody: z.string(),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: attributes.default({}),
  MessageSystemAttributes: attributes.default({}),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
};
const visibility = z.int().min(0).max(43_200);
// Ids and counts of entries have errors of their own, so they are checked where those are thrown.
const entries = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(z.object({ Id: z.string(), ...shape })).default([]);

/** The inputs of the supported SQS operations, as the service model has them. */
const inputs = {
  SendMessage: z.object({ ...queue, ...outgoing }),
  SendMessageBatch: z.object({ ...queue, Entries: entries(outgoing) }),
  ReceiveMessage: z.object({
    ...queue,
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    VisibilityTimeout: visibility.optional(),
    WaitTimeSeconds: z.int().min(0).max(20).default(0),
    MessageAttributeNames: z.array(z.string()).default([]),
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
  }),
  DeleteMessage: z.object({ ...queue, ReceiptHandle: z.string() }),
  DeleteMessageBatch: z.object({ ...queue, Entries: entries({ ReceiptHandle: z.string() }) }),
  ChangeMessageVisibility: z.object({ ...queue, ReceiptHandle: z.string(), VisibilityTimeout: visibility }),
  ChangeMessageVisibilityBatch: z.object({
    ...queue,
    Entries: entries({ ReceiptHandle: z.string(), VisibilityTimeout: visibility.default(30) }),
  }),
  GetQueueAttributes: z.object({ ...queue, AttributeNames: z.array(z.string()).default([]) }),
  GetQueueUrl: z.object({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
  ListQueues: z.object({
    QueueNamePrefix: z.string().default(""),
    MaxResults: z.int().min(1).max(1000).optional(),
    NextToken: z.string().optional(),
  }),
  PurgeQueue: z.object(queue),
} as const;

export type Operation = keyof typeof inputs;
export type InputOf<Name extends Operation> = z.output<(typeof inputs)[Name]>;

/** Names an operation or throws SQS's error for one that is not offered. */
export function operationOf(name: string | undefined): Operation {
  if (name !== undefined && Object.hasOwn(inputs, name)) return name as Operation;
  throw new AwsError(400, "UnknownOperationException", `SQS ${name ?? "request"} is not supported locally.`);
}

/** Parses a request body for an operation; throws in SQS's words. */
export function parseInput<Name extends Operation>(operation: Name, body: Buffer): InputOf<Name> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString() || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
  const parsed = inputs[operation].safeParse(json);
  // The schema was chosen by the same key as the type.
  if (parsed.success) return parsed.data as InputOf<Name>;
  const [issue] = parsed.error.issues;
  const parameter = issue?.path.join(".") ?? "";
  if (issue?.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    throw new AwsError(400, "MissingParameter", `The request must contain the parameter ${parameter}.`);
  }
  throw new AwsError(
    400,
    "InvalidParameterValue",
    `Value for parameter ${parameter} is invalid. Reason: ${issue?.message ?? "unknown"}.`,
  );
}
