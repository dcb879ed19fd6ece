import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Channel } from "../../shared/model/channel.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { Message } from "../../shared/model/message.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { dueBucket, dueBucketOf, dueInstantOf, REQUEUE_AFTER } from "./due-index.ts";
import { messageKey, type RecordsTable } from "./store.ts";

/** A row that is due: which message, by which way it leaves, and the `rev` at which it was read. */
export interface DueRow {
  readonly messageId: MessageId;
  readonly channel: Channel;
  readonly rev: number;
}

const PAGE = 100;

/** Where the next page of a partition starts. */
export type DuePosition = Record<string, unknown>;

/**
 * Reads one page of a minute and shard of the due index. Rows of the present minute that are not due yet are left out;
 * the next sweep reads the minute again. `unreadable` counts rows that are no messages: one must not hold up others.
 */
export async function readDue(
  deps: RecordsTable,
  at: { readonly minute: string; readonly shard: number; readonly start: DuePosition | undefined },
  now: Instant,
): Promise<{
  readonly rows: readonly DueRow[];
  readonly unreadable: number;
  readonly next: DuePosition | undefined;
}> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi2",
      KeyConditionExpression: "gsi2pk = :pk",
      ExpressionAttributeValues: { ":pk": dueBucket(at.minute, at.shard) },
      Limit: PAGE,
      ExclusiveStartKey: at.start,
    }),
  );
  const items = found.Items ?? [];
  const messages = items.flatMap((item) => Message.safeParse(item).data ?? []);
  const due = messages.filter((message) => (dueInstantOf(message) ?? now) <= now);
  return {
    rows: due.map(({ messageId, channel, rev }) => ({ messageId, channel, rev })),
    unreadable: items.length - messages.length,
    next: found.LastEvaluatedKey,
  };
}

/**
 * Marks a row as put on the queue and moves it to a quarter of an hour later, so that it is not put there again every
 * minute but also not lost with its queue message. It changes neither state nor `rev`; a row that changed since is left alone.
 */
export async function markEnqueued(deps: RecordsTable, row: DueRow, now: Instant): Promise<void> {
  try {
    await deps.tables.send(
      new UpdateCommand({
        TableName: deps.recordsTable,
        Key: messageKey(row.messageId),
        UpdateExpression: "SET enqueuedAt = :at, gsi2pk = :later",
        ConditionExpression: "#rev = :rev AND attribute_exists(gsi2pk)",
        ExpressionAttributeNames: { "#rev": "rev" },
        ExpressionAttributeValues: {
          ":at": instantText(now),
          ":later": dueBucketOf(row.messageId, now + REQUEUE_AFTER),
          ":rev": row.rev,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
  }
}

const CURSOR = { pk: "DUE_CURSOR", sk: "CURSOR" } as const;

/** The last minute whose rows were all moved; undefined before the first sweep. */
export async function readCursor(deps: RecordsTable): Promise<string | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: CURSOR, ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : z.string().parse(found.Item.minute);
}

/** Remembers how far the sweep has come. */
export async function writeCursor(deps: RecordsTable, minute: string): Promise<void> {
  await deps.tables.send(new PutCommand({ TableName: deps.recordsTable, Item: { ...CURSOR, v: 1, minute } }));
}
