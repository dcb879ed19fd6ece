import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Territory } from "../../shared/model/hcp.ts";
import type { UserId } from "../../shared/model/ids.ts";
import { type Instant, InstantText } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";

/** Where alignments live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

/** One rep's dated claim on one territory; `to` is the first instant at which it has ended (domain-rules 8.4). */
export const Alignment = z.object({
  territory: Territory,
  from: InstantText,
  to: InstantText.optional(),
  rev: z.int().positive(),
});
export type Alignment = z.output<typeof Alignment>;

/** Key of the alignment of a rep with a territory. */
export function alignmentKey(userId: UserId, territory: string) {
  return { pk: `REP#${userId}`, sk: `TERRITORY#${territory}` };
}

/** Pure: whether an alignment holds at this instant. */
export function holdsAt(alignment: Pick<Alignment, "from" | "to">, now: Instant): boolean {
  return Date.parse(alignment.from) <= now && (alignment.to === undefined || now < Date.parse(alignment.to));
}

/** Reads one alignment. */
export async function findAlignment(
  deps: RecordsTable,
  userId: UserId,
  territory: string,
): Promise<Alignment | undefined> {
  const found = await deps.tables.send(
    new GetCommand({
      TableName: deps.recordsTable,
      Key: alignmentKey(userId, territory),
      ConsistentRead: true,
    }),
  );
  return found.Item === undefined ? undefined : Alignment.parse(found.Item);
}

/** The territories that a rep holds now, in code order. One Query; a rep has a handful. */
export async function territoriesOf(
  deps: RecordsTable,
  userId: UserId,
  now: Instant,
): Promise<readonly string[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :territory)",
      ExpressionAttributeValues: { ":pk": `REP#${userId}`, ":territory": "TERRITORY#" },
      ConsistentRead: true,
    }),
  );
  return (found.Items ?? [])
    .map((item) => Alignment.parse(item))
    .filter((alignment) => holdsAt(alignment, now))
    .map((alignment) => alignment.territory);
}
