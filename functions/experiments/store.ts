import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../../shared/contracts/errors.ts";
import { Experiment, ExperimentId } from "../../shared/model/experiment.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Where the capability's records live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

const experimentKey = (experimentId: ExperimentId) => ({
  pk: `EXPERIMENT#${experimentId}`,
  sk: "EXPERIMENT",
});

/** All experiments, and those that run: a company has some dozens of the one and a handful of the other. */
const LISTS = { all: "EXPERIMENTS", running: "EXPERIMENTS#running" } as const;

/** Reads one experiment, strongly consistent. */
export async function readExperiment(
  deps: RecordsTable,
  experimentId: ExperimentId,
): Promise<Experiment | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: experimentKey(experimentId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Experiment.parse(found.Item);
}

/** Writes an experiment's next state while its `rev` is the one before. Refusal name: `experiment_changed`. */
export function experimentPart(recordsTable: string, next: Experiment): TransactPart {
  const first = next.rev === 1;
  return {
    name: "experiment_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...experimentKey(next.experimentId),
          v: 1,
          gsi1pk: LISTS.all,
          gsi1sk: next.experimentId,
          ...(next.state === "running" ? { gsi2pk: LISTS.running, gsi2sk: next.experimentId } : {}),
          ...Experiment.parse(next),
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "#rev = :rev",
        ...(first
          ? {}
          : {
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":rev": next.rev - 1 },
            }),
      },
    },
  };
}

/**
 * A page of experiments, newest first: one Query.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function listExperiments(
  deps: RecordsTable,
  list: keyof typeof LISTS,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly Experiment[]; readonly cursor?: string }> {
  const after = page.cursor === undefined ? undefined : ExperimentId.safeParse(page.cursor);
  if (after?.success === false) {
    throw new AppError("invalid_request", "query.cursor: use the cursor of the page before.", {
      field: "query.cursor",
    });
  }
  const index = list === "all" ? "gsi1" : "gsi2";
  const partition = `${index}pk = :pk`;
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: index,
      KeyConditionExpression: after === undefined ? partition : `${partition} AND ${index}sk < :after`,
      ExpressionAttributeValues: { ":pk": LISTS[list], ":after": after?.data },
      ScanIndexForward: false,
      Limit: page.limit,
    }),
  );
  const items = (found.Items ?? []).map((item) => Experiment.parse(item));
  const last = items.at(-1);
  return found.LastEvaluatedKey === undefined || last === undefined
    ? { items }
    : { items, cursor: last.experimentId };
}
