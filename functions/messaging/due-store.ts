import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Channel } from "../../shared/model/channel.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { Message } from "../../shared/model/message.ts";
import { type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { duePartition, duePlace, REQUEUE_AFTER } from "./due-index.ts";
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

/** A stretch of one hour, both ends included. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
}

/** Sorts behind every row of its instant: ids are letters and digits. */
const LAST = "~";

/**
 * Reads one page of what is due in a stretch and shard, the oldest first. `unreadable` counts rows that are no messages:
 * one must not hold up others.
 */
export async function readDue(
  deps: RecordsTable,
  at: Stretch & { readonly shard: number; readonly start: DuePosition | undefined },
): Promise<{
  readonly rows: readonly DueRow[];
  readonly unreadable: number;
  readonly next: DuePosition | undefined;
}> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi2",
      KeyConditionExpression: "gsi2pk = :pk AND gsi2sk BETWEEN :from AND :until",
      ExpressionAttributeValues: {
        ":pk": duePartition(at.from, at.shard),
        ":from": instantText(at.from),
        ":until": `${instantText(at.until)}#${LAST}`,
      },
      Limit: PAGE,
      ExclusiveStartKey: at.start,
    }),
  );
  const items = found.Items ?? [];
  const messages = items.flatMap((item) => Message.safeParse(item).data ?? []);
  return {
    rows: messages.map(({ messageId, channel, rev }) => ({ messageId, channel, rev })),
    unreadable: items.length - messages.length,
    next: found.LastEvaluatedKey,
  };
}

/**
 * Marks a row as put on the queue and moves it to a quarter of an hour later, so that it is not put there again every
 * minute but also not lost with its queue message. It changes neither state nor `rev`; a row that changed since is left alone.
 */
export async function markEnqueued(deps: RecordsTable, row: DueRow, now: Instant): Promise<void> {
  const later = duePlace(row.messageId, now + REQUEUE_AFTER);
  try {
    await deps.tables.send(
      new UpdateCommand({
        TableName: deps.recordsTable,
        Key: messageKey(row.messageId),
        UpdateExpression: "SET enqueuedAt = :at, gsi2pk = :hour, gsi2sk = :later",
        ConditionExpression: "#rev = :rev AND attribute_exists(gsi2pk)",
        ExpressionAttributeNames: { "#rev": "rev" },
        ExpressionAttributeValues: {
          ":at": instantText(now),
          ":hour": later.gsi2pk,
          ":later": later.gsi2sk,
          ":rev": row.rev,
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
  }
}

const CURSOR = { pk: "DUE_CURSOR", sk: "REACHED" } as const;

/** The instant up to which everything due was moved; undefined before the first sweep. */
export async function readCursor(deps: RecordsTable): Promise<Instant | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: CURSOR, ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Date.parse(InstantText.parse(found.Item.reached));
}

/** Remembers how far the sweep has come. */
export async function writeCursor(deps: RecordsTable, reached: Instant): Promise<void> {
  const item = { ...CURSOR, v: 1, reached: instantText(reached) };
  await deps.tables.send(new PutCommand({ TableName: deps.recordsTable, Item: item }));
}
