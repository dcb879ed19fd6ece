import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../../shared/contracts/errors.ts";
import { bulkMoved } from "../../shared/contracts/messaging/bulk.ts";
import { Bulk, BulkId, BulkPeople, Recipient } from "../../shared/model/bulk.ts";
import { HcpId, type UserId } from "../../shared/model/ids.ts";
import { emitted } from "../runtime/events.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { hasMore } from "./bulk-state.ts";
import type { RecordsTable } from "./store.ts";

const bulkKey = (bulkId: BulkId) => ({ pk: `BULK#${bulkId}`, sk: "BULK" });
const peopleKey = (bulkId: BulkId) => ({ pk: `BULK#${bulkId}`, sk: "PEOPLE" });
const recipientKey = (bulkId: BulkId, hcpId: HcpId) => ({ pk: `BULK#${bulkId}`, sk: `TO#${hcpId}` });
const bulksOf = (userId: UserId) => `BULKS#${userId}`;

/** Reads a bulk invitation, strongly consistent. */
export async function readBulk(deps: RecordsTable, bulkId: BulkId): Promise<Bulk | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: bulkKey(bulkId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Bulk.parse(found.Item);
}

/** Whom a bulk invitation is to, in the order in which it goes through them. */
export async function readPeople(deps: RecordsTable, bulkId: BulkId): Promise<readonly HcpId[]> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: peopleKey(bulkId), ConsistentRead: true }),
  );
  return BulkPeople.parse(found.Item?.["hcpIds"]);
}

/** Writes whom a new bulk invitation is to; nobody ever changes it. */
export function peoplePart(recordsTable: string, bulkId: BulkId, hcpIds: readonly HcpId[]): TransactPart {
  return {
    name: "people_exist",
    item: {
      Put: {
        TableName: recordsTable,
        Item: { ...peopleKey(bulkId), v: 1, hcpIds },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/** Writes a bulk invitation's next state on `rev`; while it has more to do, the event that goes on. Refused as `bulk_changed`. */
export function bulkPart(recordsTable: string, next: Bulk): TransactPart {
  const first = next.rev === 1;
  const { bulkId, rev } = next;
  return {
    name: "bulk_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...bulkKey(bulkId),
          v: 1,
          gsi1pk: bulksOf(next.sender.userId),
          gsi1sk: bulkId,
          ...Bulk.parse(next),
          emits: hasMore(next) ? [emitted(bulkMoved, { bulkId }, rev, Date.parse(next.movedAt))] : [],
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "#rev = :rev",
        ...(first
          ? {}
          : {
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":rev": next.rev - 1 },
            }),
      },
    },
  };
}

/** One person of a bulk invitation, strongly consistent. */
export async function readRecipient(
  deps: RecordsTable,
  bulkId: BulkId,
  hcpId: HcpId,
): Promise<Recipient | undefined> {
  const found = await deps.tables.send(
    new GetCommand({
      TableName: deps.recordsTable,
      Key: recipientKey(bulkId, hcpId),
      ConsistentRead: true,
    }),
  );
  return found.Item === undefined ? undefined : Recipient.parse(found.Item);
}

/**
 * Writes what is known of one person, while no message was made for them and none was stopped: whoever is second in making
 * one is refused as `recipient_done`.
 */
export function recipientPart(recordsTable: string, bulkId: BulkId, recipient: Recipient): TransactPart {
  return {
    name: "recipient_done",
    item: {
      Put: {
        TableName: recordsTable,
        Item: { ...recipientKey(bulkId, recipient.hcpId), v: 1, ...Recipient.parse(recipient) },
        ConditionExpression: "attribute_not_exists(messageId) AND attribute_not_exists(stopped)",
      },
    },
  };
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * A sender's bulk invitations, newest first: one Query on gsi1.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function listBulks(deps: RecordsTable, userId: UserId, page: Page) {
  const after = page.cursor === undefined ? undefined : BulkId.safeParse(page.cursor);
  if (after?.success === false) throw foreignCursor();
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi1",
      KeyConditionExpression: after === undefined ? "gsi1pk = :pk" : "gsi1pk = :pk AND gsi1sk < :after",
      ExpressionAttributeValues: { ":pk": bulksOf(userId), ":after": after?.data },
      ScanIndexForward: false,
      Limit: page.limit,
    }),
  );
  const items = (found.Items ?? []).map((item) => Bulk.parse(item));
  const last = items.at(-1);
  return found.LastEvaluatedKey === undefined || last === undefined
    ? { items }
    : { items, cursor: last.bulkId };
}

/**
 * The people of a bulk invitation that were judged, by id: one Query.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function listRecipients(deps: RecordsTable, bulkId: BulkId, page: Page) {
  const after = page.cursor === undefined ? undefined : HcpId.safeParse(page.cursor);
  if (after?.success === false) throw foreignCursor();
  const { pk } = bulkKey(bulkId);
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :to)",
      ExpressionAttributeValues: { ":pk": pk, ":to": "TO#" },
      ...(after === undefined ? {} : { ExclusiveStartKey: recipientKey(bulkId, after.data) }),
      Limit: page.limit,
      ConsistentRead: true,
    }),
  );
  const items = (found.Items ?? []).map((item) => Recipient.parse(item));
  const last = items.at(-1);
  return found.LastEvaluatedKey === undefined || last === undefined
    ? { items }
    : { items, cursor: last.hcpId };
}

function foreignCursor(): AppError {
  return new AppError("invalid_request", "query.cursor: use the cursor of the page before.", {
    field: "query.cursor",
  });
}
