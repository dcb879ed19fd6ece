import { randomUUID } from "node:crypto";
import {
  marshall,
  type marshallOptions,
  type NativeAttributeValue,
  unmarshall,
} from "@aws-sdk/util-dynamodb";
import type { DynamoDBClient } from "./client-dynamodb.ts";

type Json = Record<string, unknown>;
type Item = Record<string, NativeAttributeValue>;
type Convert = (item: Item) => Item;

/**
 * Takes the place of `@aws-sdk/lib-dynamodb` in Lambda bundles: the same commands with the same inputs and outputs,
 * converted by the SDK's own marshaller. A test sends every command through both and compares. Binary attributes are
 * not converted: DynamoDB refuses them in this form, so bytes are stored as base64 text.
 */
export class DynamoDBDocumentClient {
  static from(
    client: DynamoDBClient,
    translate: { readonly marshallOptions?: marshallOptions } = {},
  ): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient(client, translate.marshallOptions ?? {});
  }

  private constructor(
    private readonly client: DynamoDBClient,
    private readonly options: marshallOptions,
  ) {}

  async send(command: DocumentCommand): Promise<Json> {
    const body = command.wire((item) => marshall(item, { ...this.options, convertTopLevelContainer: false }));
    const answer = await this.client.call(command.operation, JSON.stringify(body));
    return command.read(answer, unmarshall);
  }
}

/** An operation, and where its input and output hold items. */
abstract class DocumentCommand {
  abstract readonly operation: string;
  constructor(readonly input: Json) {}

  wire(convert: Convert): Json {
    return withItems(this.input, ["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey"], convert);
  }
  read(answer: Json, convert: Convert): Json {
    const read = withItems(answer, ["Item", "Attributes", "LastEvaluatedKey"], convert);
    return Array.isArray(read.Items) ? { ...read, Items: read.Items.map(convert) } : read;
  }
}

export class GetCommand extends DocumentCommand {
  readonly operation = "GetItem";
}
export class PutCommand extends DocumentCommand {
  readonly operation = "PutItem";
}
export class UpdateCommand extends DocumentCommand {
  readonly operation = "UpdateItem";
}
export class DeleteCommand extends DocumentCommand {
  readonly operation = "DeleteItem";
}
export class QueryCommand extends DocumentCommand {
  readonly operation = "Query";
}
export class ScanCommand extends DocumentCommand {
  readonly operation = "Scan";
}

export class BatchGetCommand extends DocumentCommand {
  readonly operation = "BatchGetItem";

  override wire(convert: Convert): Json {
    return { ...this.input, RequestItems: byTable(this.input.RequestItems, keysWith(convert)) };
  }
  override read(answer: Json, convert: Convert): Json {
    const { Responses, UnprocessedKeys, ...rest } = answer;
    const items = (list: unknown) => (list as Item[]).map(convert);
    return {
      ...rest,
      ...(Responses === undefined ? {} : { Responses: byTable(Responses, items) }),
      ...(UnprocessedKeys === undefined
        ? {}
        : { UnprocessedKeys: byTable(UnprocessedKeys, keysWith(convert)) }),
    };
  }
}

export class TransactWriteCommand extends DocumentCommand {
  readonly operation = "TransactWriteItems";

  override wire(convert: Convert): Json {
    const parts = (this.input.TransactItems as Json[]).map((part) =>
      byTable(part, (write) =>
        withItems(write as Json, ["Item", "Key", "ExpressionAttributeValues"], convert),
      ),
    );
    // one token for all attempts: a repeat of a committed transaction succeeds instead of writing twice
    const token = this.input.ClientRequestToken ?? randomUUID();
    return { ...this.input, TransactItems: parts, ClientRequestToken: token };
  }
}

function withItems(input: Json, fields: readonly string[], convert: Convert): Json {
  const output = { ...input };
  for (const field of fields) if (output[field] !== undefined) output[field] = convert(output[field] as Item);
  return output;
}

function byTable(tables: unknown, convert: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(tables as Json).map(([table, value]) => [table, convert(value)]));
}

function keysWith(convert: Convert) {
  return (request: unknown): Json => ({
    ...(request as Json),
    Keys: (request as { Keys: Item[] }).Keys.map(convert),
  });
}
