import { QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { AppError } from "../../shared/contracts/errors.ts";
import { foldName } from "../../shared/model/fold-name.ts";
import { Hcp } from "../../shared/model/hcp.ts";
import { HcpId } from "../../shared/model/ids.ts";
import { EVERYBODY, territoryIndexKey } from "./import-person.ts";
import { type PeopleTable, profileKey } from "./profile-store.ts";

/** Whose people: those of some territories, one after the other, or everybody. */
export type ListScope = { readonly territories: readonly string[] } | "everybody";

/** Where a page ended: which list, and the last person on it. Opaque to callers. */
const Cursor = z.object({ list: z.string().max(40), hcpId: HcpId, sortName: z.string().max(400) });
type Cursor = z.output<typeof Cursor>;

/**
 * A page of people by last name, territory by territory in the order given; `q` is the beginning of a last name,
 * accents aside. One Query per territory touched, more only beyond 1 MB. A cursor can only continue a list that the scope holds.
 * @throws AppError invalid_request for a cursor that is not ours
 */
export async function listHcps(
  deps: PeopleTable,
  scope: ListScope,
  page: { readonly q?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: readonly Hcp[]; readonly cursor: string | undefined }> {
  const lists = scope === "everybody" ? [EVERYBODY] : scope.territories.map(territoryIndexKey);
  const start = page.cursor === undefined ? undefined : readCursor(page.cursor, lists);
  const from = start === undefined ? 0 : lists.indexOf(start.list);
  // one more than asked for tells whether there is a next page
  const found: { readonly hcp: Hcp; readonly end: Cursor }[] = [];
  for (const [offset, list] of lists.slice(from).entries()) {
    const limit = page.limit + 1 - found.length;
    if (limit === 0) break;
    const after = offset === 0 ? start : undefined;
    const items = await queryList(deps, { list, prefix: foldName(page.q ?? ""), after, limit });
    found.push(...items.map(({ hcp, sortName }) => ({ hcp, end: { list, hcpId: hcp.hcpId, sortName } })));
  }
  const shown = found.slice(0, page.limit);
  const end = found.length > page.limit ? shown.at(-1)?.end : undefined;
  return { items: shown.map(({ hcp }) => hcp), cursor: end === undefined ? undefined : writeCursor(end) };
}

async function queryList(
  deps: PeopleTable,
  query: {
    readonly list: string;
    readonly prefix: string;
    readonly after: Cursor | undefined;
    readonly limit: number;
  },
) {
  const index = query.list === EVERYBODY ? "gsi2" : "gsi1";
  const { list, after, prefix } = query;
  const indexKeys = [`${index}pk`, `${index}sk`] as const;
  const items: Record<string, unknown>[] = [];
  let startKey: Record<string, unknown> | undefined =
    after === undefined
      ? undefined
      : { ...profileKey(after.hcpId), [indexKeys[0]]: list, [indexKeys[1]]: after.sortName };
  // an answer ends at 1 MB, which large pages reach before their limit
  do {
    const found: QueryCommandOutput = await deps.tables.send(
      new QueryCommand({
        TableName: deps.peopleTable,
        IndexName: index,
        KeyConditionExpression: prefix === "" ? "#pk = :list" : "#pk = :list AND begins_with(#sk, :prefix)",
        ExpressionAttributeNames: { "#pk": indexKeys[0], ...(prefix === "" ? {} : { "#sk": indexKeys[1] }) },
        ExpressionAttributeValues: { ":list": list, ...(prefix === "" ? {} : { ":prefix": prefix }) },
        ExclusiveStartKey: startKey,
        Limit: query.limit - items.length,
      }),
    );
    items.push(...(found.Items ?? []));
    startKey = found.LastEvaluatedKey;
  } while (startKey !== undefined && items.length < query.limit);
  return items.map((item) => ({ hcp: Hcp.parse(item), sortName: String(item[indexKeys[1]]) }));
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

function readCursor(text: string, lists: readonly string[]): Cursor {
  const cursor = parseCursor(text);
  if (cursor === undefined || !lists.includes(cursor.list)) {
    throw new AppError("invalid_request", "The cursor is not of this list. Start again without it.", {
      field: "query.cursor",
    });
  }
  return cursor;
}

function parseCursor(text: string): Cursor | undefined {
  try {
    return Cursor.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
