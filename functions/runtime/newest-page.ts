import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../../shared/contracts/errors.ts";
import { type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import type { Tables } from "./tables.ts";

/** A list of signed versions in the records table: all of them on gsi1, those in use on gsi2, sorted by `<instant>#<id>`. */
export interface NewestList {
  readonly partitions: { readonly all: string; readonly approved: string };
  /** The item's own key for the id of a cursor; undefined for what is no such id. */
  readonly keyOf: (id: string | undefined) => Readonly<Record<string, string>> | undefined;
}

/**
 * A page of a list, newest first: one Query. Of what is in use, only what has not ended.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function newestPage(
  deps: { readonly tables: Tables; readonly recordsTable: string },
  list: NewestList,
  page: { readonly inUse: boolean; readonly limit: number; readonly cursor?: string | undefined },
  now: Instant,
): Promise<{ readonly items: readonly Record<string, unknown>[]; readonly cursor?: string }> {
  const { inUse, limit, cursor } = page;
  const index = inUse ? "gsi2" : "gsi1";
  const partition = inUse ? list.partitions.approved : list.partitions.all;
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: index,
      KeyConditionExpression: `${index}pk = :partition`,
      ...(inUse ? { FilterExpression: "validUntil > :now" } : {}),
      ExpressionAttributeValues: { ":partition": partition, ...(inUse ? { ":now": instantText(now) } : {}) },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: cursor === undefined ? undefined : startKey(list, index, partition, cursor),
    }),
  );
  const last = found.LastEvaluatedKey?.[`${index}sk`];
  return {
    items: found.Items ?? [],
    ...(last === undefined ? {} : { cursor: Buffer.from(String(last)).toString("base64url") }),
  };
}

/** A cursor holds only the position, never the partition: nobody can page into what is not theirs. */
function startKey(
  list: NewestList,
  index: string,
  partition: string,
  cursor: string,
): Record<string, string> {
  const [at, id, ...more] = Buffer.from(cursor, "base64url").toString("utf8").split("#");
  const key = list.keyOf(id);
  if (key === undefined || !InstantText.safeParse(at).success || more.length > 0)
    throw new AppError("invalid_request", "This is no cursor of this list. Start without one.", {
      field: "query.cursor",
    });
  return { ...key, [`${index}pk`]: partition, [`${index}sk`]: `${at}#${id}` };
}
