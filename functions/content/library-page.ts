import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../../shared/contracts/errors.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import { VersionId } from "../../shared/model/ids.ts";
import { type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { LIBRARY, type RecordsTable, versionKey, versionOf } from "./store.ts";

/** A page of the library: everything, or only what is approved and in date. */
export interface LibraryPage {
  readonly inUse: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * A page of versions, newest first: one Query on gsi1, or for what is in use on gsi2.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function libraryPage(
  deps: RecordsTable,
  page: LibraryPage,
  now: Instant,
): Promise<{ readonly versions: readonly ContentVersion[]; readonly cursor?: string }> {
  const { inUse, limit, cursor } = page;
  const index = inUse ? "gsi2" : "gsi1";
  const partition = inUse ? LIBRARY.approved : LIBRARY.all;
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: index,
      KeyConditionExpression: `${index}pk = :partition`,
      ...(inUse ? { FilterExpression: "validUntil > :now" } : {}),
      ExpressionAttributeValues: { ":partition": partition, ...(inUse ? { ":now": instantText(now) } : {}) },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: cursor === undefined ? undefined : startKey(index, partition, cursor),
    }),
  );
  const last = found.LastEvaluatedKey?.[`${index}sk`];
  return {
    versions: (found.Items ?? []).map((item) => versionOf(item)),
    ...(last === undefined ? {} : { cursor: Buffer.from(String(last)).toString("base64url") }),
  };
}

/** A cursor holds only the position, never the partition: nobody can page into what is not theirs. */
function startKey(index: string, partition: string, cursor: string): Record<string, string> {
  const [createdAt, id, ...more] = Buffer.from(cursor, "base64url").toString("utf8").split("#");
  const versionId = VersionId.safeParse(id);
  if (!versionId.success || !InstantText.safeParse(createdAt).success || more.length > 0) {
    const detail = "This is no cursor of this list. Start without one.";
    throw new AppError("invalid_request", detail, { field: "query.cursor" });
  }
  const position = `${createdAt}#${versionId.data}`;
  return { ...versionKey(versionId.data), [`${index}pk`]: partition, [`${index}sk`]: position };
}
