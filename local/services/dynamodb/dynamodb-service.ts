import type { Plan } from "../../plan/plan.ts";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../../runtime-ports.ts";
import type { CapacityCounters } from "./consumed-capacity.ts";
import { presentCapacity } from "./consumed-capacity.ts";
import { type EngineClient, type EngineResponse, TABLES } from "./engine-client.ts";
import type { Faults } from "./faults.ts";
import type { BeforeWrite, IndexLag } from "./index-lag.ts";
import { createNeededActions, type KnownTable, OPERATIONS } from "./needed-actions.ts";
import { refuse } from "./refusals.ts";
import { type Input, type Item, inputOf, tableName, touchedItems } from "./request-input.ts";

export interface ServiceParts {
  readonly plan: Pick<Plan, "account" | "region">;
  readonly tables: ReadonlyMap<string, KnownTable>;
  readonly engine: EngineClient;
  readonly counters: CapacityCounters;
  readonly faults?: Faults;
  readonly lag?: IndexLag;
  /** Told which tables a request has just written. */
  readonly onWrite: (tables: readonly string[]) => void;
}

const CONDITIONAL = new Set(["PutItem", "UpdateItem", "DeleteItem"]);
const WRITES = new Set([...CONDITIONAL, "BatchWriteItem", "TransactWriteItems"]);

/** The target's operation; PartiQL, the streams' API and everything newer than the runtime is unknown. */
function operationOf({ headers, operation }: AwsRequest): string {
  const target = String(headers["x-amz-target"] ?? "");
  if (operation === undefined || !target.startsWith(`${TABLES}.`) || !OPERATIONS.has(operation))
    throw new AwsError(
      400,
      "UnknownOperationException",
      `DynamoDB ${target || "without a target"} is not hosted locally.`,
    );
  return operation;
}

/** Asks the engine for everything that the runtime needs to know; the answer is cut back to what the caller asked. */
function engineInput(operation: string, input: Input): Record<string, unknown> {
  return {
    ...input,
    ...(input.TableName === undefined ? {} : { TableName: tableName(input.TableName) }),
    ReturnConsumedCapacity: "INDEXES",
    ...(CONDITIONAL.has(operation) ? { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } : {}),
  };
}

/** ARNs in a table's description become those of the plan. */
function withPlannedArns(
  body: EngineResponse["body"],
  tables: ReadonlyMap<string, KnownTable>,
): EngineResponse["body"] {
  const text = JSON.stringify(body).replace(
    /arn:aws:dynamodb:[^:"]*:\d*:table\/([^/"]+)(\/stream\/[^"]*)?/g,
    (found, name: string, stream: string | undefined) => {
      const plan = tables.get(name)?.plan;
      return (stream === undefined ? plan?.arn : plan?.streamArn) ?? found;
    },
  );
  return JSON.parse(text) as EngineResponse["body"];
}

/**
 * DynamoDB as the runtime's functions see it: the engine behind IAM, with what AWS refuses refused, units counted and
 * faults injected on request.
 */
export function createDynamoDbService(parts: ServiceParts): AwsService {
  const { plan, tables, engine, counters, faults, lag, onWrite } = parts;
  const neededActions = createNeededActions(plan, tables);

  const readOldImages = async (operation: string, input: Input): Promise<BeforeWrite[]> => {
    if (lag === undefined || !WRITES.has(operation)) return [];
    const writes = touchedItems(operation, input).filter(({ kind }) => kind !== "ConditionCheck");
    return Promise.all(
      writes.flatMap((write) => {
        const key = lag.keyOf(write);
        if (key === undefined) return [];
        const old = engine.send(`${TABLES}.GetItem`, {
          TableName: write.table,
          Key: key,
          ConsistentRead: true,
        });
        return [old.then(({ body }) => ({ table: write.table, key, old: body.Item as Item | undefined }))];
      }),
    );
  };

  const present = (operation: string, input: Input, { status, body }: EngineResponse): AwsResponse => {
    let shown: EngineResponse["body"] = presentCapacity(body, input.ReturnConsumedCapacity);
    if (
      status !== 200 &&
      CONDITIONAL.has(operation) &&
      input.ReturnValuesOnConditionCheckFailure !== "ALL_OLD"
    ) {
      const { Item: _, ...rest } = shown;
      shown = rest;
    }
    if (operation.endsWith("Table")) shown = withPlannedArns(shown, tables);
    if (lag !== undefined && status === 200 && input.IndexName !== undefined)
      shown = lag.present(input, shown);
    return { status, headers: { "content-type": "application/x-amz-json-1.0" }, body: JSON.stringify(shown) };
  };

  return {
    signingName: "dynamodb",
    needs(request) {
      return neededActions(operationOf(request), inputOf(request));
    },
    async handle(request) {
      const operation = operationOf(request);
      const input = inputOf(request);
      refuse(input);
      faults?.beforeWrite(operation, input);
      const before = await readOldImages(operation, input);
      const answer = await engine.send(`${TABLES}.${operation}`, engineInput(operation, input));
      counters.count(operation, input, answer);
      if (answer.status === 200) {
        lag?.written(before);
        if (WRITES.has(operation))
          onWrite([...new Set(touchedItems(operation, input).map(({ table }) => table))]);
        faults?.afterWrite(operation, input);
      }
      return present(operation, input, answer);
    },
  };
}
