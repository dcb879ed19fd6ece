import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Channel, Language } from "../../shared/model/channel.ts";
import { ConsentEvent } from "../../shared/model/consent.ts";
import { HcpId, MessageId, Sha256 } from "../../shared/model/ids.ts";
import { InstantText } from "../../shared/model/time.ts";
import { batchGet } from "../runtime/batch-get.ts";
import type { Tables } from "../runtime/tables.ts";
import { ConsentSummary } from "./summary.ts";

/** Where consent lives. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

/** A person's log as read at one moment; `rev` 0 when nothing was ever recorded. */
export interface ConsentLog {
  readonly rev: number;
  readonly events: readonly ConsentEvent[];
}

/** Key of the head: its `rev` counts the events, so a condition on it holds the whole log still. */
export function headKey(hcpId: HcpId) {
  return { pk: `CONSENT#${hcpId}`, sk: "HEAD" };
}

/** Key of the event at a position of the log. */
export function eventKey(hcpId: HcpId, rev: number) {
  return { pk: `CONSENT#${hcpId}`, sk: `EVENT#${String(rev).padStart(10, "0")}` };
}

/**
 * Reads a person's log: one Query over events, in order. The head is not needed, because event and head are written
 * in one transaction and the last event's position is the head's `rev`.
 */
export async function readConsentLog(deps: RecordsTable, hcpId: HcpId): Promise<ConsentLog> {
  const events: ConsentEvent[] = [];
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await deps.tables.send(
      new QueryCommand({
        TableName: deps.recordsTable,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
        ExpressionAttributeValues: { ":pk": headKey(hcpId).pk, ":event": "EVENT#" },
        ConsistentRead: true,
        ExclusiveStartKey: startKey,
      }),
    );
    events.push(...(page.Items ?? []).map((item) => ConsentEvent.parse(item)));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return { rev: events.at(-1)?.rev ?? 0, events };
}

/** BatchGet takes 100 keys. */
const HEADS_A_REQUEST = 100;

/**
 * The summaries of many people's heads, for lists; somebody without a log is missing. One BatchGet for each hundred,
 * side by side, eventually consistent.
 */
export async function readSummaries(
  deps: RecordsTable,
  hcpIds: readonly HcpId[],
): Promise<ReadonlyMap<HcpId, ConsentSummary>> {
  const groups = Array.from({ length: Math.ceil(hcpIds.length / HEADS_A_REQUEST) }, (_, index) =>
    hcpIds.slice(index * HEADS_A_REQUEST, (index + 1) * HEADS_A_REQUEST),
  );
  const heads = await Promise.all(
    groups.map((group) => batchGet(deps.tables, deps.recordsTable, group.map(headKey))),
  );
  return new Map(
    heads.flat().flatMap((item) => {
      const head = Head.parse(item);
      return head.summary === undefined ? [] : [[head.hcpId, head.summary] as const];
    }),
  );
}

/** What lists read of a head; one that was written before there were summaries has none until its next change. */
const Head = z.object({ hcpId: HcpId, summary: ConsentSummary.optional() });

/**
 * The mail that asks for a confirmation, known by its token's hash. `sending` that stays means that nobody knows
 * whether it left; it is never sent twice. `not_sent` was refused for good, `retry` was refused for now.
 */
export const Confirmation = z.object({
  tokenHash: Sha256,
  hcpId: HcpId,
  requestId: ConsentEvent.shape.eventId,
  language: Language,
  state: z.enum(["sending", "sent", "unknown", "retry", "not_sent"]),
  at: InstantText,
});
export type Confirmation = z.output<typeof Confirmation>;

export function confirmationKey(tokenHash: Sha256) {
  return { pk: `DOI#${tokenHash}`, sk: "DOI" };
}

/** The confirmation mail whose link carries this token. */
export async function readConfirmation(
  deps: RecordsTable,
  tokenHash: Sha256,
): Promise<Confirmation | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: confirmationKey(tokenHash), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Confirmation.parse(found.Item);
}

/** What the unsubscribe link of one message stops. It never expires: a person may find the mail years later. */
export const Unsubscribe = z.object({
  tokenHash: Sha256,
  hcpId: HcpId,
  channel: Channel,
  addressHash: Sha256,
  messageId: MessageId,
});
export type Unsubscribe = z.output<typeof Unsubscribe>;

export function unsubscribeKey(tokenHash: Sha256) {
  return { pk: `UNSUBSCRIBE#${tokenHash}`, sk: "UNSUBSCRIBE" };
}

/** The unsubscribe record of a link. */
export async function readUnsubscribe(
  deps: RecordsTable,
  tokenHash: Sha256,
): Promise<Unsubscribe | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: unsubscribeKey(tokenHash), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Unsubscribe.parse(found.Item);
}
