import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { MessageId, UserId } from "../../shared/model/ids.ts";
import { InstantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

/** A rep's right to type into messages, once it was taken away (MLR-16). Nobody has one: everybody may type. */
export const TypingRight = z.object({
  userId: UserId,
  name: z.string(),
  state: z.enum(["suspended", "restored"]),
  /** The message whose text was the reason. */
  messageId: MessageId,
  at: InstantText,
  by: z.object({ userId: UserId, name: z.string() }),
  rev: z.int().positive(),
});
export type TypingRight = z.output<typeof TypingRight>;

const rightKey = (userId: UserId) => ({ pk: `REP#${userId}`, sk: "TYPING" });
const SUSPENDED = "TYPING#suspended";

/** A rep's right, strongly consistent; undefined while it never was taken away. */
export async function readTypingRight(deps: RecordsTable, userId: UserId): Promise<TypingRight | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: rightKey(userId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : TypingRight.parse(found.Item);
}

/** Who may not type, newest first; at most a hundred. */
export async function listSuspended(deps: RecordsTable): Promise<TypingRight[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :suspended",
      ExpressionAttributeValues: { ":suspended": SUSPENDED },
      ScanIndexForward: false,
      Limit: 100,
    }),
  );
  return (found.Items ?? []).map((item) => TypingRight.parse(item));
}

/** Writes a right on the `rev` before. Refusal name: `typing_changed`. */
export function typingRightPart(recordsTable: string, right: TypingRight): TransactPart {
  const listed =
    right.state === "suspended" ? { gsi1pk: SUSPENDED, gsi1sk: `${right.at}#${right.userId}` } : {};
  const Item = { ...rightKey(right.userId), ...listed, v: 1, ...right, emits: [] };
  return {
    name: "typing_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item,
        ...(right.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :before",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":before": right.rev - 1 },
            }),
      },
    },
  };
}

/** Holds only while a rep may type. Refusal name: `typing_changed`. */
export function mayTypePart(recordsTable: string, userId: UserId): TransactPart {
  return {
    name: "typing_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: rightKey(userId),
        ConditionExpression: "attribute_not_exists(pk) OR #state = :restored",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":restored": "restored" },
      },
    },
  };
}
