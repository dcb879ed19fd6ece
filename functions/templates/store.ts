import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Editor } from "../../shared/model/content.ts";
import { TemplateId, TemplateVersionId, UserId } from "../../shared/model/ids.ts";
import { TemplateSignature, TemplateVersion } from "../../shared/model/template.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Where the capability's records live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

/**
 * A template: what its versions share. `current` names the approved version per `country/language`; `editors` are those
 * whose hand is in any draft since the last approval (MLR-1).
 */
export const TemplateItem = z.object({
  templateId: TemplateId,
  rev: z.int().positive(),
  owner: UserId,
  lastMajor: z.int().nonnegative(),
  current: z.record(z.string(), TemplateVersionId),
  editors: z.array(Editor),
});
export type TemplateItem = z.output<typeof TemplateItem>;

const templateKey = (templateId: TemplateId) => ({ pk: `TEMPLATE#${templateId}`, sk: "TEMPLATE" });
export const templateVersionKey = (versionId: TemplateVersionId) => ({
  pk: `WORDING#${versionId}`,
  sk: "VERSION",
});
/** gsi1: every version; gsi2: only what is approved. Both sort by creation. */
export const TEMPLATES = { all: "TEMPLATES", approved: "TEMPLATES#approved" } as const;

/** A version, strongly consistent. */
export async function readTemplateVersion(
  deps: RecordsTable,
  versionId: TemplateVersionId,
): Promise<TemplateVersion | undefined> {
  const found = await deps.tables.send(
    new GetCommand({
      TableName: deps.recordsTable,
      Key: templateVersionKey(versionId),
      ConsistentRead: true,
    }),
  );
  return found.Item === undefined ? undefined : templateVersionOf(found.Item);
}

/** A template, strongly consistent. */
export async function readTemplateItem(
  deps: RecordsTable,
  templateId: TemplateId,
): Promise<TemplateItem | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: templateKey(templateId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : TemplateItem.parse(found.Item);
}

/** The signatures under a version, oldest first. */
export async function readTemplateSignatures(
  deps: RecordsTable,
  versionId: TemplateVersionId,
): Promise<TemplateSignature[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :signature)",
      ExpressionAttributeValues: { ":pk": templateVersionKey(versionId).pk, ":signature": "SIGNATURE#" },
      ConsistentRead: true,
    }),
  );
  return (found.Items ?? []).map((item) => TemplateSignature.parse(item));
}

/** Writes a version whose `rev` is one above the stored one (1 = new). Refusal name: `template_changed`. */
export function templateVersionPart(recordsTable: string, version: TemplateVersion): TransactPart {
  // the table's TTL attribute is called expiresAt: a template must never be deleted by it
  const { expiresAt, ...rest } = version;
  const position = `${version.createdAt}#${version.versionId}`;
  const approved = version.state === "approved" ? { gsi2pk: TEMPLATES.approved, gsi2sk: position } : {};
  const Item = {
    ...templateVersionKey(version.versionId),
    gsi1pk: TEMPLATES.all,
    gsi1sk: position,
    ...approved,
    v: 1,
    ...rest,
    validUntil: expiresAt,
    emits: [],
  };
  return {
    name: "template_changed",
    item: { Put: { TableName: recordsTable, Item, ...revStep(version.rev) } },
  };
}

/** Writes a template whose `rev` is one above the stored one (1 = new). Refusal name: `template_item_changed`. */
export function templateItemPart(recordsTable: string, item: TemplateItem): TransactPart {
  const Item = { ...templateKey(item.templateId), v: 1, ...item, emits: [] };
  return {
    name: "template_item_changed",
    item: { Put: { TableName: recordsTable, Item, ...revStep(item.rev) } },
  };
}

/** Appends a signature; none is ever overwritten. Refusal name: `already_signed`. */
export function templateSignaturePart(recordsTable: string, signature: TemplateSignature): TransactPart {
  const { versionId, ts, signerUserId } = signature;
  const Item = {
    pk: templateVersionKey(versionId).pk,
    sk: `SIGNATURE#${ts}#${signerUserId}`,
    v: 1,
    ...signature,
  };
  return {
    name: "already_signed",
    item: { Put: { TableName: recordsTable, Item, ConditionExpression: "attribute_not_exists(pk)" } },
  };
}

/** A stored item as a version. */
export function templateVersionOf(item: Record<string, unknown>): TemplateVersion {
  return TemplateVersion.parse({ ...item, expiresAt: item["validUntil"] });
}

function revStep(rev: number) {
  if (rev === 1) return { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    ConditionExpression: "#rev = :before",
    ExpressionAttributeNames: { "#rev": "rev" },
    ExpressionAttributeValues: { ":before": rev - 1 },
  };
}
