import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { JobKind } from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import { InstantText } from "../../shared/model/time.ts";
import { putIf } from "../runtime/transaction.ts";
import { jobKey, type RecordsTable } from "./store.ts";

/** One attempt of a conversion. Without `jobId` nobody knows yet whether the converter took it. */
export const JobRecord = z.object({ claimedAt: InstantText, jobId: z.string().optional() });
export type JobRecord = z.output<typeof JobRecord>;
export interface JobRef {
  readonly assetId: AssetId;
  readonly kind: JobKind;
  readonly attempt: number;
}

const keyOf = (job: JobRef) => jobKey(job.assetId, job.kind, job.attempt);

/**
 * Claims an attempt before CreateJob: the converter's own token forgets after a minute, an event can come again after
 * hours (aws-facts 2.1). false when it is claimed already.
 */
export async function claimJob(deps: RecordsTable, job: JobRef, claimedAt: string): Promise<boolean> {
  return putIf(deps.tables, {
    TableName: deps.recordsTable,
    Item: { ...keyOf(job), v: 1, claimedAt },
    ConditionExpression: "attribute_not_exists(pk) OR attribute_exists(refused)",
  });
}

/** Gives a claim back after a definite refusal. */
export async function releaseJob(deps: RecordsTable, job: JobRef): Promise<void> {
  await deps.tables.send(
    new UpdateCommand({
      TableName: deps.recordsTable,
      Key: keyOf(job),
      UpdateExpression: "SET refused = :yes",
      ExpressionAttributeValues: { ":yes": true },
    }),
  );
}

/** Remembers the converter's id, for the reconciler. */
export async function nameJob(deps: RecordsTable, job: JobRef, jobId: string): Promise<void> {
  await deps.tables.send(
    new UpdateCommand({
      TableName: deps.recordsTable,
      Key: keyOf(job),
      UpdateExpression: "SET jobId = :jobId",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":jobId": jobId },
    }),
  );
}

/** The record of an attempt; undefined when nobody claimed it or the converter refused it. */
export async function readJob(deps: RecordsTable, job: JobRef): Promise<JobRecord | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: keyOf(job), ConsistentRead: true }),
  );
  const { Item } = found;
  return Item === undefined || "refused" in Item ? undefined : JobRecord.parse(Item);
}
