import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { AppError } from "../../shared/contracts/errors.ts";
import { MessageId, type UserId } from "../../shared/model/ids.ts";
import { Message } from "../../shared/model/message.ts";
import { DAY, type Instant, InstantText, instantText, SECOND } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { OPEN_NOTES } from "./note-place.ts";
import type { NoteCount } from "./note-review.ts";
import { messageKey, type RecordsTable } from "./store.ts";

/**
 * A page of messages whose text waits for compliance, the most urgent first: one Query of gsi4.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function listOpenNotes(
  deps: RecordsTable,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ readonly items: Message[]; readonly cursor?: string }> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi4",
      KeyConditionExpression: "gsi4pk = :open",
      ExpressionAttributeValues: { ":open": OPEN_NOTES },
      Limit: limit,
      ExclusiveStartKey: cursor === undefined ? undefined : startKey(cursor),
    }),
  );
  const last = found.LastEvaluatedKey?.["gsi4sk"];
  return {
    items: (found.Items ?? []).map((item) => Message.parse(item)),
    ...(last === undefined ? {} : { cursor: Buffer.from(String(last)).toString("base64url") }),
  };
}

function startKey(cursor: string): Record<string, string> {
  const [dueAt, id, ...more] = Buffer.from(cursor, "base64url").toString("utf8").split("#");
  const messageId = MessageId.safeParse(id);
  if (!messageId.success || !InstantText.safeParse(dueAt).success || more.length > 0)
    throw new AppError("invalid_request", "This is no cursor of this list. Start without one.", {
      field: "query.cursor",
    });
  return { ...messageKey(messageId.data), gsi4pk: OPEN_NOTES, gsi4sk: `${dueAt}#${messageId.data}` };
}

const Count = z.object({ sent: z.int().nonnegative(), sampled: z.int().nonnegative() });
const NONE: NoteCount = { sent: 0, sampled: 0 };
const countKey = (userId: UserId, now: Instant) => ({
  pk: `REP#${userId}`,
  sk: `NOTES#${instantText(now).slice(0, 7)}`,
});

/** How many messages with typed text a rep sent this month (UTC), and how many of them are looked at. */
export async function readNoteCount(deps: RecordsTable, userId: UserId, now: Instant): Promise<NoteCount> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: countKey(userId, now), ConsistentRead: true }),
  );
  return found.Item === undefined ? NONE : Count.parse(found.Item);
}

/** Counts one more, on what was read: two at once must not both be the one too many. Refusal name: `notes_counted`. */
export function noteCountPart(
  recordsTable: string,
  userId: UserId,
  before: NoteCount,
  sampled: boolean,
  now: Instant,
): TransactPart {
  const after = { sent: before.sent + 1, sampled: before.sampled + (sampled ? 1 : 0) };
  const first = before.sent === 0;
  return {
    name: "notes_counted",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...countKey(userId, now),
          v: 1,
          ...after,
          expiresAt: Math.ceil((now + 100 * DAY) / SECOND),
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "sent = :sent",
        ...(first ? {} : { ExpressionAttributeValues: { ":sent": before.sent } }),
      },
    },
  };
}
