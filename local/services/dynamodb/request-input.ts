import * as z from "zod";
import { AwsError, type AwsRequest } from "../../runtime-ports.ts";

/** An item or key in DynamoDB's JSON: attribute name to typed value such as `{ "S": "a" }`. */
export type Item = Readonly<Record<string, unknown>>;
const item = z.record(z.string(), z.unknown());

const action = z
  .object({
    TableName: z.string(),
    Key: item.optional(),
    Item: item.optional(),
    UpdateExpression: z.string().optional(),
  })
  .loose();
const requestItems = z.record(z.string(), z.unknown());

/** The parts of an operation's input that decide what it touches; everything else is passed on as it came. */
const inputSchema = z
  .object({
    TableName: z.string().optional(),
    IndexName: z.string().optional(),
    Key: item.optional(),
    Item: item.optional(),
    KeyConditionExpression: z.string().optional(),
    UpdateExpression: z.string().optional(),
    FilterExpression: z.string().optional(),
    ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
    ExpressionAttributeValues: item.optional(),
    RequestItems: requestItems.optional(),
    ClientRequestToken: z.string().optional(),
    TransactItems: z.array(z.record(z.string(), action)).optional(),
    ReturnConsumedCapacity: z.string().optional(),
    ReturnValuesOnConditionCheckFailure: z.string().optional(),
    ReturnValues: z.string().optional(),
    Select: z.string().optional(),
  })
  .loose();
export type Input = z.infer<typeof inputSchema>;

const parsed = new WeakMap<AwsRequest, Input>();

/** DynamoDB takes a table's ARN where it takes its name. */
export const tableName = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:") ? nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1) : nameOrArn;

/** The request's JSON, parsed once. @throws SerializationException or ValidationException as DynamoDB words them */
export function inputOf(request: AwsRequest): Input {
  const known = parsed.get(request);
  if (known !== undefined) return known;
  let json: unknown;
  try {
    json = JSON.parse(request.body.toString("utf8") || "{}");
  } catch {
    throw new AwsError(400, "SerializationException", "The request body is not JSON.");
  }
  const result = inputSchema.safeParse(json);
  if (!result.success)
    throw new AwsError(400, "ValidationException", z.prettifyError(result.error).replaceAll("\n", " "));
  parsed.set(request, result.data);
  return result.data;
}

/** One item that a request reads or writes. */
export interface TouchedItem {
  readonly table: string;
  /** `Put`, `Update`, `Delete`, `ConditionCheck` or `Get`. */
  readonly kind: string;
  /** The key, or the whole item of a put. */
  readonly item: Item;
}

const batchWrites = z.array(
  z.object({
    PutRequest: z.object({ Item: item }).optional(),
    DeleteRequest: z.object({ Key: item }).optional(),
  }),
);
const batchGet = z.object({ Keys: z.array(item) }).loose();
const SINGLE: Readonly<Record<string, string>> = {
  PutItem: "Put",
  UpdateItem: "Update",
  DeleteItem: "Delete",
  GetItem: "Get",
};

/** Every item that a request names by its key; Query and Scan name none. */
export function touchedItems(operation: string, input: Input): TouchedItem[] {
  const single = Object.hasOwn(SINGLE, operation) ? SINGLE[operation] : undefined;
  if (single !== undefined)
    return [{ table: tableName(input.TableName ?? ""), kind: single, item: input.Item ?? input.Key ?? {} }];
  if (operation === "TransactWriteItems" || operation === "TransactGetItems")
    return (input.TransactItems ?? []).flatMap((entry) =>
      Object.entries(entry).map(([kind, of]) => ({
        table: tableName(of.TableName),
        kind,
        item: of.Item ?? of.Key ?? {},
      })),
    );
  const tables = Object.entries(input.RequestItems ?? {});
  if (operation === "BatchGetItem")
    return tables.flatMap(([table, of]) =>
      (batchGet.safeParse(of).data?.Keys ?? []).map((key) => ({
        table: tableName(table),
        kind: "Get",
        item: key,
      })),
    );
  if (operation === "BatchWriteItem")
    return tables.flatMap(([table, of]) =>
      (batchWrites.safeParse(of).data ?? []).map(({ PutRequest, DeleteRequest }) => ({
        table: tableName(table),
        kind: PutRequest === undefined ? "Delete" : "Put",
        item: PutRequest?.Item ?? DeleteRequest?.Key ?? {},
      })),
    );
  return [];
}
