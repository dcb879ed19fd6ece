import { type ClientOptions, jsonClient, ServiceException } from "./json-client.ts";

/** Takes the place of `@aws-sdk/client-dynamodb` in Lambda bundles; see the decision on lean bundles. */
export class DynamoDBClient {
  readonly call: ReturnType<typeof jsonClient>;

  constructor(options: ClientOptions = {}) {
    this.call = jsonClient(
      {
        name: "dynamodb",
        target: "DynamoDB_20120810",
        version: "1.0",
        endpointVariable: "AWS_ENDPOINT_URL_DYNAMODB",
        // as the SDK's client: DynamoDB answers fast, so it is asked again sooner and once more often
        maxAttempts: 4,
        baseDelay: 25,
      },
      options,
      exceptionOf,
    );
  }
}

interface Failure {
  readonly message: string;
  readonly status: number;
  readonly requestId: string | undefined;
}

export class DynamoDBServiceException extends ServiceException {
  constructor(name: string, { message, status, requestId }: Failure) {
    super(name, message, status, requestId);
  }
}

/** One reason for each item of the refused transaction, in its order; `Item` is in DynamoDB's own form. */
export class TransactionCanceledException extends DynamoDBServiceException {
  readonly CancellationReasons: readonly Readonly<Record<string, unknown>>[];

  constructor(failure: Failure & { readonly CancellationReasons?: unknown }) {
    super("TransactionCanceledException", failure);
    this.CancellationReasons = Array.isArray(failure.CancellationReasons) ? failure.CancellationReasons : [];
  }
}

/** `Item` is the refused item as it was, in DynamoDB's own form, where the request asked for it. */
export class ConditionalCheckFailedException extends DynamoDBServiceException {
  readonly Item: unknown;

  constructor(failure: Failure & { readonly Item?: unknown }) {
    super("ConditionalCheckFailedException", failure);
    this.Item = failure.Item;
  }
}

function exceptionOf(name: string, body: Readonly<Record<string, unknown>>): ServiceException {
  const failure = body as Readonly<Record<string, unknown>> & Failure;
  if (name === "TransactionCanceledException") return new TransactionCanceledException(failure);
  if (name === "ConditionalCheckFailedException") return new ConditionalCheckFailedException(failure);
  return new DynamoDBServiceException(name, failure);
}
