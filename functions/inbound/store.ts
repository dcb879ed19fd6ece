import { createHash } from "node:crypto";
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { AppError } from "../../shared/contracts/errors.ts";
import { HcpId, Sha256 } from "../../shared/model/ids.ts";
import { InboundId, InboundOutcome, InboundTask, ReplyKind } from "../../shared/model/inbound.ts";
import { InstantText } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Where what came in is recorded: what was understood in records, words and numbers in people. */
export interface InboundTables {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly peopleTable: string;
}

/** A text as it was understood. No word of it and no number is here. */
export const Inbound = z.object({
  inboundId: InboundId,
  receivedAt: InstantText,
  addressHash: Sha256,
  hcpIds: z.array(HcpId),
  kind: ReplyKind,
  /** Step of domain-rules 2.7 and version of the parser: what was understood can be recomputed. */
  rule: z.string(),
  parser: z.string(),
  task: InboundTask.optional(),
  dueAt: InstantText.optional(),
  outcome: InboundOutcome.optional(),
  rev: z.int().positive(),
});
export type Inbound = z.output<typeof Inbound>;

/** Derived from the provider's id, so that the second delivery of a text is known again. */
export function inboundIdOf(providerId: string): InboundId {
  const digest = createHash("sha256").update(providerId).digest("hex");
  return InboundId.parse(`inb_${digest.slice(0, 32)}`);
}

const inboundKey = (inboundId: InboundId) => ({ pk: `INBOUND#${inboundId}`, sk: "INBOUND" });

/** Texts that wait for a person, by when they are due. */
const WAITING_TEXTS = "INBOUND#open";

export async function readInbound(deps: InboundTables, inboundId: InboundId): Promise<Inbound | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: inboundKey(inboundId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Inbound.parse(found.Item);
}

/** Writes a text's next state on `rev`; it is in the list while it has a task and no outcome. Refused as `inbound_changed`. */
export function inboundPart(recordsTable: string, next: Inbound): TransactPart {
  const first = next.rev === 1;
  const open = next.task !== undefined && next.outcome === undefined;
  return {
    name: "inbound_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...inboundKey(next.inboundId),
          v: 1,
          ...Inbound.parse(next),
          ...(open ? { gsi1pk: WAITING_TEXTS, gsi1sk: `${next.dueAt ?? ""}#${next.inboundId}` } : {}),
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "rev = :before",
        ...(first ? {} : { ExpressionAttributeValues: { ":before": next.rev - 1 } }),
      },
    },
  };
}

/**
 * A page of texts that wait, the most urgent first. `dueBefore` leaves out what has time.
 * @throws AppError invalid_request for a cursor that is not ours
 */
export async function listOpen(
  deps: InboundTables,
  page: { readonly limit: number; readonly cursor?: string | undefined; readonly dueBefore?: string },
): Promise<{ readonly items: readonly Inbound[]; readonly cursor: string | undefined }> {
  const start = page.cursor === undefined ? undefined : positionOf(page.cursor);
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi1",
      KeyConditionExpression:
        page.dueBefore === undefined ? "gsi1pk = :open" : "gsi1pk = :open AND gsi1sk < :before",
      ExpressionAttributeValues: {
        ":open": WAITING_TEXTS,
        ...(page.dueBefore === undefined ? {} : { ":before": page.dueBefore }),
      },
      Limit: page.limit,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    }),
  );
  const last = found.LastEvaluatedKey?.["gsi1sk"];
  return {
    items: (found.Items ?? []).map((item) => Inbound.parse(item)),
    cursor: typeof last === "string" ? last : undefined,
  };
}

/** Where a page ended, as the list sorts: by when a text is due. */
function positionOf(cursor: string): Record<string, string> {
  const [dueAt, inboundId] = cursor.split("#");
  const known = { dueAt: InstantText.safeParse(dueAt), inboundId: InboundId.safeParse(inboundId) };
  if (!known.dueAt.success || !known.inboundId.success)
    throw new AppError("invalid_request", "The cursor is not of this list. Start again without it.", {
      field: "query.cursor",
    });
  return { ...inboundKey(known.inboundId.data), gsi1pk: WAITING_TEXTS, gsi1sk: cursor };
}
