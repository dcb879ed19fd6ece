import { BatchGetCommand, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Emitted } from "../../shared/contracts/event.ts";
import { ContentVersion, Editor, Signature } from "../../shared/model/content.ts";
import { ContentId, UserId, VersionId } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import { backOff, type TransactPart } from "../runtime/transaction.ts";

/** Where the capability's records live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

/**
 * A piece of content: what its versions share. `current` names the approved version per `country/language`;
 * `editors` are those whose hand is in any draft since the last approval (MLR-1).
 */
export const ContentItem = z.object({
  contentId: ContentId,
  rev: z.int().positive(),
  product: z.string(),
  owner: UserId,
  lastMajor: z.int().nonnegative(),
  current: z.record(z.string(), VersionId),
  editors: z.array(Editor),
});
export type ContentItem = z.output<typeof ContentItem>;

export const contentKey = (contentId: ContentId) => ({ pk: `CONTENT#${contentId}`, sk: "CONTENT" });
export const versionKey = (versionId: VersionId) => ({ pk: `VERSION#${versionId}`, sk: "VERSION" });
/** gsi1: the whole library; gsi2: only what is approved. Both sort by creation. */
export const LIBRARY = { all: "VERSIONS", approved: "VERSIONS#approved" } as const;

/** A version, strongly consistent. */
export async function readVersion(
  deps: RecordsTable,
  versionId: VersionId,
): Promise<ContentVersion | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: versionKey(versionId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : versionOf(found.Item);
}

/** A piece of content, strongly consistent. */
export async function readItem(deps: RecordsTable, contentId: ContentId): Promise<ContentItem | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: contentKey(contentId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : ContentItem.parse(found.Item);
}

/**
 * The versions with these ids that exist, in the order asked for; at most 100 distinct ids. Strongly consistent unless
 * somebody only looks: then they may be a moment old and cost half.
 */
export async function readVersions(
  deps: RecordsTable,
  ids: readonly VersionId[],
  read: { readonly consistent: boolean } = { consistent: true },
): Promise<ContentVersion[]> {
  const known = new Map<string, ContentVersion>();
  let wanted: Record<string, unknown>[] = [...new Set(ids)].map(versionKey);
  for (let attempt = 0; wanted.length > 0; attempt++) {
    if (attempt > 6) throw new Error(`${wanted.length} versions could not be read: the table is throttled`);
    if (attempt > 0) await backOff(attempt);
    const answer = await deps.tables.send(
      new BatchGetCommand({
        RequestItems: { [deps.recordsTable]: { Keys: wanted, ConsistentRead: read.consistent } },
      }),
    );
    for (const item of answer.Responses?.[deps.recordsTable] ?? []) {
      const version = versionOf(item);
      known.set(version.versionId, version);
    }
    wanted = answer.UnprocessedKeys?.[deps.recordsTable]?.Keys ?? [];
  }
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** The signatures of a version, oldest first. */
export async function readSignatures(deps: RecordsTable, versionId: VersionId): Promise<Signature[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :signature)",
      ExpressionAttributeValues: { ":pk": versionKey(versionId).pk, ":signature": "SIGNATURE#" },
      ConsistentRead: true,
    }),
  );
  return (found.Items ?? []).map((item) => Signature.parse(item));
}

/** Writes a version whose `rev` is one above the stored one (1 = new). Refusal name: `version_changed`. */
export function versionPart(
  recordsTable: string,
  version: ContentVersion,
  emits: readonly Emitted[] = [],
): TransactPart {
  // the table's TTL attribute is called expiresAt: a version must never be deleted by it
  const { expiresAt, ...rest } = version;
  const position = `${version.createdAt}#${version.versionId}`;
  const listed = { gsi1pk: LIBRARY.all, gsi1sk: position };
  const approved = version.state === "approved" ? { gsi2pk: LIBRARY.approved, gsi2sk: position } : {};
  const item = {
    ...versionKey(version.versionId),
    ...listed,
    ...approved,
    v: 1,
    ...rest,
    validUntil: expiresAt,
    emits,
  };
  return {
    name: "version_changed",
    item: { Put: { TableName: recordsTable, Item: item, ...revStep(version.rev) } },
  };
}

/** Writes a piece of content whose `rev` is one above the stored one (1 = new). Refusal name: `item_changed`. */
export function itemPart(recordsTable: string, item: ContentItem): TransactPart {
  const Item = { ...contentKey(item.contentId), v: 1, ...item, emits: [] };
  return { name: "item_changed", item: { Put: { TableName: recordsTable, Item, ...revStep(item.rev) } } };
}

/** Appends a signature; none is ever overwritten. Refusal name: `already_signed`. */
export function signaturePart(recordsTable: string, signature: Signature): TransactPart {
  return {
    name: "already_signed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          pk: versionKey(signature.versionId).pk,
          sk: `SIGNATURE#${signature.ts}#${signature.signerUserId}`,
          v: 1,
          ...signature,
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/** A stored item as a version. */
export function versionOf(item: Record<string, unknown>): ContentVersion {
  return ContentVersion.parse({ ...item, expiresAt: item["validUntil"] });
}

function revStep(rev: number) {
  if (rev === 1) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "#rev = :before",
    ExpressionAttributeNames: { "#rev": "rev" },
    ExpressionAttributeValues: { ":before": rev - 1 },
  };
}
