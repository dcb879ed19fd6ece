import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId, Sha256, UserId } from "../../shared/model/ids.ts";
import { type Instant, InstantText, SECOND } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

/**
 * The door that a rep opens in a visit: one HCP, a quarter of an hour, one answer. Only the token's hash is kept; the
 * token itself is in the code on the rep's screen.
 */
export const VisitDoor = z.object({
  tokenHash: Sha256,
  hcpId: HcpId,
  rep: z.object({ userId: UserId, name: z.string() }),
  openedAt: InstantText,
  endsAt: InstantText,
  state: z.enum(["open", "answered", "declined"]),
});
export type VisitDoor = z.output<typeof VisitDoor>;

const doorKey = (tokenHash: Sha256) => ({ pk: `DOOR#${tokenHash}`, sk: "DOOR" });

/** A late visitor is told for a day that the code has ended; then the record goes. */
const KEPT_SECONDS = 24 * 60 * 60;

/** Writes a new door (refused as `door_exists`), or the answer to an open one (refused as `door_answered`). */
export function doorPart(recordsTable: string, door: VisitDoor): TransactPart {
  const opening = door.state === "open";
  return {
    name: opening ? "door_exists" : "door_answered",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...doorKey(door.tokenHash),
          v: 1,
          ...VisitDoor.parse(door),
          expiresAt: Math.ceil(Date.parse(door.endsAt) / SECOND) + KEPT_SECONDS,
        },
        ...(opening
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#state = :open",
              ExpressionAttributeNames: { "#state": "state" },
              ExpressionAttributeValues: { ":open": "open" },
            }),
      },
    },
  };
}

/** The door of a token while it lasts; an answered one lasts as long, so that a second press finds the answer. */
export async function readDoor(
  deps: RecordsTable,
  tokenHash: Sha256,
  now: Instant,
): Promise<VisitDoor | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: doorKey(tokenHash), ConsistentRead: true }),
  );
  const door = found.Item === undefined ? undefined : VisitDoor.parse(found.Item);
  return door !== undefined && Date.parse(door.endsAt) > now ? door : undefined;
}
