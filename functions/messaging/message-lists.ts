import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { AppError } from "../../shared/contracts/errors.ts";
import type { MessageStanding } from "../../shared/contracts/messaging.ts";
import { type HcpId, MessageId, type UserId } from "../../shared/model/ids.ts";
import { Message } from "../../shared/model/message.ts";
import { messagesOf, type RecordsTable, sentBy } from "./store.ts";

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
interface MessagePage {
  readonly items: readonly Message[];
  readonly cursor?: string;
}

/**
 * The messages to an HCP, newest first: one Query on gsi1.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function listMessages(deps: RecordsTable, hcpId: HcpId, page: Page): Promise<MessagePage> {
  return listOf(deps, { index: "gsi1", pk: messagesOf(hcpId) }, page);
}

/**
 * The messages of a sender that wait, have left or ended, newest first: one Query on gsi3.
 * @throws AppError invalid_request for a cursor that this list did not give
 */
export async function listSent(
  deps: RecordsTable,
  sender: { readonly userId: UserId; readonly standing: MessageStanding },
  page: Page,
): Promise<MessagePage> {
  return listOf(deps, { index: "gsi3", pk: sentBy(sender.userId, sender.standing) }, page);
}

async function listOf(
  deps: RecordsTable,
  list: { readonly index: "gsi1" | "gsi3"; readonly pk: string },
  page: Page,
): Promise<MessagePage> {
  const { index, pk } = list;
  const after = page.cursor === undefined ? undefined : MessageId.safeParse(page.cursor);
  if (after?.success === false) {
    throw new AppError("invalid_request", "query.cursor: use the cursor of the page before.", {
      field: "query.cursor",
    });
  }
  const partition = `${index}pk = :pk`;
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: index,
      KeyConditionExpression: after === undefined ? partition : `${partition} AND ${index}sk < :after`,
      ExpressionAttributeValues: { ":pk": pk, ":after": after?.data },
      ScanIndexForward: false,
      Limit: page.limit,
    }),
  );
  const items = (found.Items ?? []).map((item) => Message.parse(item));
  const last = items.at(-1);
  return found.LastEvaluatedKey === undefined || last === undefined
    ? { items }
    : { items, cursor: last.messageId };
}
