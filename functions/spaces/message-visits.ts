import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { ENGAGEMENT_SORT_KEY } from "../../shared/contracts/engagement.ts";
import type { MessageId, Sha256 } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import { type RecordsTable, Visit, visitsKey } from "./store.ts";

/** More confirmed visits of one link than this are told as this many. */
const MAX_VISITS = 50;

/**
 * The confirmed visits of one message that may be tied to the person, the first one's time with them: one Query on
 * gsi1. Ask only where the person shares them.
 */
export async function visitsOfMessage(
  deps: RecordsTable,
  messageId: MessageId,
): Promise<{ readonly human: number; readonly firstAt: string | undefined }> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :pk",
      ExpressionAttributeValues: { ":pk": visitsKey(messageId) },
      Limit: MAX_VISITS,
    }),
  );
  const visits = z.array(Visit).parse(found.Items ?? []);
  return { human: visits.length, firstAt: visits[0]?.attestation.at };
}

/** How often a link was asked for, by anybody or anything, while the requests are kept (30 days): a count alone. */
export async function linkRequests(
  deps: { readonly tables: Tables; readonly engagementTable: string },
  linkHash: Sha256,
  atMost: number,
): Promise<number> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.engagementTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :fetch)",
      ExpressionAttributeValues: { ":pk": `LINK#${linkHash}`, ":fetch": ENGAGEMENT_SORT_KEY.fetch },
      Select: "COUNT",
      Limit: atMost,
    }),
  );
  return found.Count ?? 0;
}
