import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { SpaceItem } from "../../shared/contracts/spaces.ts";
import type { HcpId, VersionId } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

const placementKey = (versionId: VersionId, hcpId: HcpId) => ({
  pk: `PLACED#${versionId}`,
  sk: `HCP#${hcpId}`,
});

/**
 * What has to be noted when a space changes, so that the pages of a version can be counted. Part of the transaction that
 * changes the space, whose `rev` is its condition.
 */
export function placementParts(
  recordsTable: string,
  hcpId: HcpId,
  before: readonly SpaceItem[],
  after: readonly SpaceItem[],
): TransactPart[] {
  const notIn = (items: readonly SpaceItem[]) => (item: SpaceItem) =>
    !items.some(({ versionId }) => versionId === item.versionId);
  const added = after.filter(notIn(before)).map(({ versionId }) => ({
    name: "placed",
    item: { Put: { TableName: recordsTable, Item: { ...placementKey(versionId, hcpId), v: 1 } } },
  }));
  const removed = before.filter(notIn(after)).map(({ versionId }) => ({
    name: "placed",
    item: { Delete: { TableName: recordsTable, Key: placementKey(versionId, hcpId) } },
  }));
  return [...added, ...removed];
}

/** On how many pages a version stands. One Query: beyond a megabyte of notes, some ten thousand pages, `atLeast`. */
export async function countPages(
  deps: RecordsTable,
  versionId: VersionId,
): Promise<{ readonly pages: number; readonly atLeast: boolean }> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `PLACED#${versionId}` },
      Select: "COUNT",
    }),
  );
  return { pages: found.Count ?? 0, atLeast: found.LastEvaluatedKey !== undefined };
}
