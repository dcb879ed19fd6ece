import { keyAccess } from "../../iam/key-access.ts";
import type { Plan, TablePlan } from "../../plan/plan.ts";
import type { NeededAction } from "../../runtime-ports.ts";
import type { TableKeys } from "./planned-tables.ts";
import { type Input, type TouchedItem, tableName, touchedItems } from "./request-input.ts";

/** A planned table with its keys. */
export interface KnownTable {
  readonly plan: TablePlan;
  readonly keys: TableKeys;
}

const ITEM_OPERATIONS = new Set(["PutItem", "UpdateItem", "DeleteItem", "GetItem"]);
const TABLE_OPERATIONS = new Set([
  "CreateTable",
  "DeleteTable",
  "DescribeTable",
  "DescribeTimeToLive",
  "UpdateTable",
  "UpdateTimeToLive",
]);
/** Operations that are hosted; every other one is unknown. */
export const OPERATIONS: ReadonlySet<string> = new Set([
  ...ITEM_OPERATIONS,
  ...TABLE_OPERATIONS,
  "BatchGetItem",
  "BatchWriteItem",
  "ListTables",
  "Query",
  "Scan",
  "TransactGetItems",
  "TransactWriteItems",
]);

/** The IAM action of one part of a transaction. */
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
  Get: "dynamodb:GetItem",
};

/** A key attribute's value as the condition key `dynamodb:LeadingKeys` shows it. */
function keyText(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const [text] = Object.values(value);
  return typeof text === "string" ? text : undefined;
}

/** The partition that a key condition asks for, found by the equality on the partition key. */
export function queriedPartition(input: Input, partitionKey: string): string | undefined {
  const names = input.ExpressionAttributeNames ?? {};
  const values = input.ExpressionAttributeValues ?? {};
  for (const [, left = "", right = ""] of (input.KeyConditionExpression ?? "").matchAll(
    /([#:\w.-]+)\s*=\s*([#:\w.-]+)/g,
  )) {
    const [name, value] = left.startsWith(":") ? [right, left] : [left, right];
    if ((names[name] ?? name) === partitionKey) return keyText(values[value]);
  }
  return undefined;
}

/** Decides what IAM must allow for a request, with the KMS action that a customer-managed key implies. */
export function createNeededActions(
  plan: Pick<Plan, "account" | "region">,
  tables: ReadonlyMap<string, KnownTable>,
): (operation: string, input: Input) => NeededAction[] {
  const arnOf = (table: string): string =>
    tables.get(table)?.plan.arn ?? `arn:aws:dynamodb:${plan.region}:${plan.account}:table/${table}`;
  const partitionOf = ({ table, item }: TouchedItem): string | undefined => {
    const key = tables.get(table)?.keys.table[0];
    return key === undefined ? undefined : keyText(item[key]);
  };
  const withKey = (table: string, needed: NeededAction[]): NeededAction[] => {
    const keyArn = tables.get(table)?.plan.keyArn;
    return keyArn === undefined
      ? needed
      : [...needed, ...keyAccess(keyArn, "dynamodb", "write", plan.region)];
  };
  const itemContext = (partitions: readonly (string | undefined)[], input: Input) => ({
    "dynamodb:LeadingKeys": partitions.filter((partition) => partition !== undefined),
    ...(input.ReturnValues === undefined ? {} : { "dynamodb:ReturnValues": input.ReturnValues }),
    ...(input.Select === undefined ? {} : { "dynamodb:Select": input.Select }),
  });

  return (operation, input) => {
    const action = `dynamodb:${operation}`;
    if (operation === "ListTables") return [{ action, resource: "*" }];
    const table = tableName(input.TableName ?? "");
    if (TABLE_OPERATIONS.has(operation)) return [{ action, resource: arnOf(table) }];
    if (operation === "Query" || operation === "Scan") {
      const { IndexName: index } = input;
      const keys = tables.get(table)?.keys;
      const partitionKey = (index === undefined ? keys?.table : keys?.indexes.get(index)?.keys)?.[0];
      const partition = partitionKey === undefined ? undefined : queriedPartition(input, partitionKey);
      const resource = index === undefined ? arnOf(table) : `${arnOf(table)}/index/${index}`;
      return withKey(table, [{ action, resource, context: itemContext([partition], input) }]);
    }
    const touched = touchedItems(operation, input);
    if (operation.startsWith("Transact"))
      return touched.flatMap((part) =>
        withKey(part.table, [
          {
            action: TRANSACTION_ACTIONS[part.kind] ?? action,
            resource: arnOf(part.table),
            context: itemContext([partitionOf(part)], {}),
          },
        ]),
      );
    return [...new Set(touched.map((part) => part.table))].flatMap((name) =>
      withKey(name, [
        {
          action,
          resource: arnOf(name),
          context: itemContext(touched.filter((part) => part.table === name).map(partitionOf), input),
        },
      ]),
    );
  };
}
