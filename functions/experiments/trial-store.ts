import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { ExperimentId, ExperimentMetric } from "../../shared/model/experiment.ts";
import { type HcpId, MessageId } from "../../shared/model/ids.ts";
import { DAY, type Instant, InstantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

/** That a person takes part in one experiment of a metric, with which message; not in which arm (AB-1). */
export const Trial = z.object({
  experimentId: ExperimentId,
  metric: ExperimentMetric,
  messageId: MessageId,
  endsAt: InstantText,
});
export type Trial = z.output<typeof Trial>;

/** After an experiment's end its last message is observed for a while. */
const REMEMBERED = 30 * DAY;

const trialKey = (hcpId: HcpId, metric: ExperimentMetric) => ({ pk: `HCP#${hcpId}`, sk: `TRIAL#${metric}` });

/** The experiment of a metric in which a person takes part, strongly consistent. */
export async function readTrial(
  deps: RecordsTable,
  hcpId: HcpId,
  metric: ExperimentMetric,
): Promise<Trial | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: trialKey(hcpId, metric), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Trial.parse(found.Item);
}

/** Every experiment in which a person takes part: one for each metric at most. */
export async function trialsOf(deps: RecordsTable, hcpId: HcpId): Promise<readonly Trial[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :trial)",
      ExpressionAttributeValues: { ":pk": `HCP#${hcpId}`, ":trial": "TRIAL#" },
      ConsistentRead: true,
    }),
  );
  return (found.Items ?? []).map((item) => Trial.parse(item));
}

/** Claims a person for an experiment, in the place of the trial that was read. Refusal name: `trial_taken`. */
export function trialPart(
  recordsTable: string,
  hcpId: HcpId,
  trial: Trial,
  before: Trial | undefined,
  now: Instant,
): TransactPart {
  const until = Math.max(now, Date.parse(trial.endsAt)) + REMEMBERED;
  return {
    name: "trial_taken",
    item: {
      Put: {
        TableName: recordsTable,
        Item: { ...trialKey(hcpId, trial.metric), v: 1, ...trial, expiresAt: Math.ceil(until / 1000) },
        ...(before === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "experimentId = :before",
              ExpressionAttributeValues: { ":before": before.experimentId },
            }),
      },
    },
  };
}
