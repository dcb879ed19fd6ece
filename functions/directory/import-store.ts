import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { ImportCounts, ImportState, RefusedRow } from "../../shared/contracts/directory/imports.ts";
import { ImportId, UserId } from "../../shared/model/ids.ts";
import { InstantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./territory-store.ts";

/** One import as stored. `line` is the last line of the file whose fate is recorded in `counts`. */
export const ImportRecord = z.object({
  importId: ImportId,
  rev: z.int().positive(),
  state: ImportState,
  fileName: z.string().optional(),
  failure: z.string().optional(),
  /** Tag of the uploaded object: a file that replaces it is not the file that was surveyed. */
  etag: z.string().optional(),
  total: z.int().nonnegative().optional(),
  counts: ImportCounts,
  line: z.int().nonnegative(),
  requestedBy: UserId,
  requestedAt: InstantText,
  finishedAt: InstantText.optional(),
});
export type ImportRecord = z.output<typeof ImportRecord>;

function importKey(importId: ImportId) {
  return { pk: `IMPORT#${importId}`, sk: "IMPORT" };
}
function refusedKey(importId: ImportId, row: number) {
  return { pk: `IMPORT#${importId}`, sk: `REFUSED#${String(row).padStart(8, "0")}` };
}

/** All imports, sorted by when they were asked for. */
const IMPORTS = "IMPORTS";
const placeOf = ({ requestedAt, importId }: Pick<ImportRecord, "requestedAt" | "importId">) =>
  `${requestedAt}#${importId}`;

/** Imports, newest first; those before a place of the list. An index: the last moments may be missing. */
export async function listImports(
  deps: RecordsTable,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly ImportRecord[]; readonly next: string | undefined }> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi1",
      KeyConditionExpression:
        page.before === undefined ? "gsi1pk = :imports" : "gsi1pk = :imports AND gsi1sk < :before",
      ExpressionAttributeValues: {
        ":imports": IMPORTS,
        ...(page.before === undefined ? {} : { ":before": page.before }),
      },
      ScanIndexForward: false,
      Limit: page.limit,
    }),
  );
  const items = (found.Items ?? []).map((item) => ImportRecord.parse(item));
  const last = items.at(-1);
  const more = found.LastEvaluatedKey !== undefined && last !== undefined;
  return { items, next: more ? placeOf(last) : undefined };
}

/** Reads an import. */
export async function findImport(deps: RecordsTable, importId: ImportId): Promise<ImportRecord | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: importKey(importId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : ImportRecord.parse(found.Item);
}

/** Reads refused rows in the order of the file, those after a row. */
export async function refusedRows(
  deps: RecordsTable,
  importId: ImportId,
  page: { readonly afterRow: number; readonly limit: number },
): Promise<{ readonly rows: readonly RefusedRow[]; readonly more: boolean }> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": importKey(importId).pk,
        ":first": refusedKey(importId, page.afterRow + 1).sk,
        ":last": "REFUSED#99999999",
      },
      // one more than asked for tells whether there is a next page
      Limit: page.limit + 1,
      ConsistentRead: true,
    }),
  );
  const rows = (found.Items ?? []).map((item) => RefusedRow.parse(item));
  return { rows: rows.slice(0, page.limit), more: rows.length > page.limit };
}

/**
 * Writes an import's next state over the one that was read. Refused as `import_moved` when another run was faster.
 * The same row of the same import is always refused alike, so that its record may be written again.
 */
export function importParts(
  recordsTable: string,
  next: ImportRecord,
  refused: readonly RefusedRow[] = [],
): TransactPart[] {
  const record: TransactPart = {
    name: "import_moved",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...importKey(next.importId),
          gsi1pk: IMPORTS,
          gsi1sk: placeOf(next),
          v: 1,
          emits: [],
          ...ImportRecord.parse(next),
        },
        ...(next.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :before", ExpressionAttributeValues: { ":before": next.rev - 1 } }),
      },
    },
  };
  const rows = refused.map((row) => ({
    name: "refused_row",
    item: { Put: { TableName: recordsTable, Item: { ...refusedKey(next.importId, row.row), v: 1, ...row } } },
  }));
  return [record, ...rows];
}
