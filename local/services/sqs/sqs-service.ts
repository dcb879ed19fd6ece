import { createHash } from "node:crypto";
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  type NeededAction,
  type Principal,
} from "../../runtime-ports.ts";
import { runBatch } from "./batch-entries.ts";
import { digestOfAttributes, digestOfBody, sizeOfMessage } from "./message-digest.ts";
import { describeQueue, presentMessage } from "./presentation.ts";
import { idOfReceipt, type OutgoingMessage, type Queue } from "./queue.ts";
import type { StoredMessage } from "./queue-messages.ts";
import { type Queues, queueNameOf } from "./queues.ts";
import { type InputOf, type Operation, operationOf, parseInput } from "./sqs-input.ts";

/** SQS's limit of a message and of a batch. */
const maxBytes = 1_048_576;

export interface SqsServiceDeps {
  readonly queues: Queues;
  readonly region: string;
  readonly account: string;
}

/** The SQS API (AWS JSON 1.0) over the planned queues. */
export function createSqsService({ queues, region, account }: SqsServiceDeps): AwsService {
  const operations: { [Name in Operation]: (input: InputOf<Name>, principal: Principal) => Promise<object> } =
    {
      async SendMessage(input, principal) {
        const outgoing = outgoingOf(input, principal);
        assertSize([outgoing]);
        const [message] = await queues.byUrl(input.QueueUrl).send([outgoing]);
        return message ? sent(message) : {};
      },
      async SendMessageBatch(input, principal) {
        const queue = queues.byUrl(input.QueueUrl);
        const messages = new Map(input.Entries.map((entry) => [entry.Id, outgoingOf(entry, principal)]));
        assertSize([...messages.values()]);
        return runBatch(input.Entries, async (entry) => {
          const [message] = await queue.send([messages.get(entry.Id) ?? outgoingOf(entry, principal)]);
          return message ? sent(message) : {};
        });
      },
      async ReceiveMessage(input) {
        const messages = await queues.byUrl(input.QueueUrl).receive({
          maxMessages: input.MaxNumberOfMessages,
          waitMs: input.WaitTimeSeconds * 1000,
          ...(input.VisibilityTimeout === undefined ? {} : { visibilitySeconds: input.VisibilityTimeout }),
        });
        const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
        if (messages.length === 0) return {};
        return {
          Messages: messages.map((message) => presentMessage(message, system, input.MessageAttributeNames)),
        };
      },
      async DeleteMessage({ QueueUrl, ReceiptHandle }) {
        assertReceipt(ReceiptHandle);
        await queues.byUrl(QueueUrl).remove([ReceiptHandle]);
        return {};
      },
      async DeleteMessageBatch({ QueueUrl, Entries }) {
        const queue = queues.byUrl(QueueUrl);
        return runBatch(Entries, async ({ ReceiptHandle }) => {
          assertReceipt(ReceiptHandle);
          await queue.remove([ReceiptHandle]);
          return {};
        });
      },
      async ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout }) {
        await changeVisibility(queues.byUrl(QueueUrl), ReceiptHandle, VisibilityTimeout);
        return {};
      },
      async ChangeMessageVisibilityBatch({ QueueUrl, Entries }) {
        const queue = queues.byUrl(QueueUrl);
        return runBatch(Entries, async ({ ReceiptHandle, VisibilityTimeout }) => {
          await changeVisibility(queue, ReceiptHandle, VisibilityTimeout);
          return {};
        });
      },
      async GetQueueAttributes({ QueueUrl, AttributeNames }) {
        return { Attributes: describeQueue(queues.byUrl(QueueUrl), AttributeNames) };
      },
      async GetQueueUrl({ QueueName }) {
        return { QueueUrl: queues.byUrl(QueueName).plan.url };
      },
      async ListQueues({ QueueNamePrefix, MaxResults }) {
        const names = [...queues.all()].filter(({ plan }) => plan.name.startsWith(QueueNamePrefix));
        return { QueueUrls: names.slice(0, MaxResults ?? 1000).map(({ plan }) => plan.url) };
      },
      async PurgeQueue({ QueueUrl }) {
        await queues.byUrl(QueueUrl).purge();
        return {};
      },
    };

  const keyNeeds = (queueUrl: string, operation: Operation): readonly NeededAction[] => {
    const queue = [...queues.all()].find(({ plan }) => plan.name === queueNameOf(queueUrl));
    const keyArn = queue?.plan.keyArn;
    if (keyArn === undefined) return [];
    const context = { "kms:ViaService": `sqs.${region}.amazonaws.com` };
    const need = (action: string): NeededAction => ({ action, resource: keyArn, context });
    if (operation === "SendMessage" || operation === "SendMessageBatch") {
      return [need("kms:GenerateDataKey"), need("kms:Decrypt")];
    }
    return operation === "ReceiveMessage" ? [need("kms:Decrypt")] : [];
  };

  return {
    signingName: "sqs",
    needs(request) {
      const operation = operationOf(request.operation);
      if (operation === "ListQueues") return [{ action: "sqs:ListQueues", resource: "*" }];
      const input = parseInput(operation, request.body);
      const url = "QueueUrl" in input ? input.QueueUrl : "QueueName" in input ? input.QueueName : "";
      const resource = `arn:aws:sqs:${region}:${account}:${queueNameOf(url)}`;
      // IAM knows no batch actions: the single action covers them.
      return [{ action: `sqs:${operation.replace(/Batch$/, "")}`, resource }, ...keyNeeds(url, operation)];
    },
    async handle(request: AwsRequest): Promise<AwsResponse> {
      const perform = async <Name extends Operation>(operation: Name): Promise<object> =>
        operations[operation](parseInput(operation, request.body), request.principal);
      const output = await perform(operationOf(request.operation));
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: JSON.stringify(output),
      };
    },
  };
}

function outgoingOf(
  input: Pick<
    InputOf<"SendMessage">,
    | "MessageBody"
    | "MessageAttributes"
    | "MessageSystemAttributes"
    | "DelaySeconds"
    | "MessageDeduplicationId"
  >,
  principal: Principal,
): OutgoingMessage {
  if (input.MessageBody === "") {
    throw new AwsError(400, "MissingParameter", "The request must contain the parameter MessageBody.");
  }
  if (input.MessageDeduplicationId !== undefined) {
    throw new AwsError(
      400,
      "InvalidParameterValue",
      "The request includes a parameter that is not valid for this queue type. Reason: MessageDeduplicationId.",
    );
  }
  return {
    body: input.MessageBody,
    attributes: input.MessageAttributes,
    systemAttributes: input.MessageSystemAttributes,
    senderId: senderOf(principal),
    ...(input.DelaySeconds === undefined ? {} : { delaySeconds: input.DelaySeconds }),
  };
}

/** AWS gives the unique id of the role or user, which looks like this. */
export function senderOf(principal: Principal): string {
  const name = principal.kind === "role" ? principal.roleArn : principal.kind;
  return `AROA${createHash("sha256").update(name).digest("hex").slice(0, 16).toUpperCase()}`;
}

function sent(message: StoredMessage): object {
  const ofAttributes = digestOfAttributes(message.attributes);
  const ofSystemAttributes = digestOfAttributes(message.systemAttributes);
  return {
    MessageId: message.id,
    MD5OfMessageBody: digestOfBody(message.body),
    ...(ofAttributes ? { MD5OfMessageAttributes: ofAttributes } : {}),
    ...(ofSystemAttributes ? { MD5OfMessageSystemAttributes: ofSystemAttributes } : {}),
  };
}

function assertSize(messages: readonly OutgoingMessage[]): void {
  const bytes = messages.reduce((sum, { body, attributes }) => sum + sizeOfMessage(body, attributes), 0);
  if (bytes <= maxBytes) return;
  if (messages.length > 1) {
    throw new AwsError(
      400,
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${maxBytes} bytes. You have sent ${bytes} bytes.`,
    );
  }
  throw new AwsError(
    400,
    "InvalidParameterValue",
    `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
  );
}

function assertReceipt(receipt: string): void {
  if (idOfReceipt(receipt) === undefined) {
    throw new AwsError(
      400,
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${receipt}" is not a valid receipt handle.`,
    );
  }
}

async function changeVisibility(queue: Queue, receipt: string, seconds: number): Promise<void> {
  assertReceipt(receipt);
  if (!(await queue.changeVisibility(receipt, seconds))) {
    throw new AwsError(
      400,
      "MessageNotInflight",
      `Value ${receipt} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
}
