import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { LINK_EVIDENCE_DAYS } from "../../shared/contracts/engagement.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { LINK_SUMS, LinkClicks } from "./link-clicks.ts";

/** As long as the visits (domain-rules Appendix D: the class is kept when address and user agent are gone). */
const KEPT = 396 * DAY;

const clicksKey = (messageId: MessageId) => ({ pk: `MSG#${messageId}`, sk: "CLICKS" });
const countedUnder = (classifierVersion: number) => `CLICKS#${classifierVersion}`;

/** The numbers of one message's links; undefined while nobody and nothing has asked for one. */
export async function readLinkClicks(
  deps: { readonly tables: Tables; readonly insightsTable: string },
  messageId: MessageId,
  { consistent }: { readonly consistent: boolean } = { consistent: false },
): Promise<LinkClicks | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.insightsTable, Key: clicksKey(messageId), ConsistentRead: consistent }),
  );
  return found.Item === undefined ? undefined : LinkClicks.parse(found.Item);
}

/** The message's numbers, on the `rev` before. Refused as `clicks_changed`. */
export function clicksPart(insightsTable: string, messageId: MessageId, next: LinkClicks): TransactPart {
  return {
    name: "clicks_changed",
    item: {
      Put: {
        TableName: insightsTable,
        Item: {
          ...clicksKey(messageId),
          v: 1,
          gsi1pk: countedUnder(next.classifierVersion),
          gsi1sk: `${next.leftAt}#${messageId}`,
          ...next,
          expiresAt: Math.floor((Date.parse(next.leftAt) + KEPT) / 1000),
        },
        ...(next.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :before",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":before": next.rev - 1 },
            }),
      },
    },
  };
}

/** What the message adds to its territory's week. */
export function linkSumsPart(
  insightsTable: string,
  { territory, week }: Pick<LinkClicks, "territory" | "week">,
  moved: Readonly<Record<(typeof LINK_SUMS)[number], number>>,
): TransactPart {
  return {
    name: "sums_changed",
    item: {
      Update: {
        TableName: insightsTable,
        Key: { pk: `TERRITORY#${territory}`, sk: `LINKS#${week}` },
        UpdateExpression: `SET v = :v ADD ${LINK_SUMS.map((name) => `#${name} :${name}`).join(", ")}`,
        ExpressionAttributeNames: Object.fromEntries(LINK_SUMS.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ":v": 1,
          ...Object.fromEntries(LINK_SUMS.map((name) => [`:${name}`, moved[name]])),
        },
      },
    },
  };
}

/** Ids of messages whose links were counted by this version and whose evidence is still there: one Query on gsi1. */
export async function countedByVersion(
  deps: { readonly tables: Tables; readonly insightsTable: string },
  classifierVersion: number,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly string[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.insightsTable,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :version AND gsi1sk > :from",
      ExpressionAttributeValues: {
        ":version": countedUnder(classifierVersion),
        ":from": instantText(now - LINK_EVIDENCE_DAYS * DAY),
      },
      Limit: limit,
    }),
  );
  return (found.Items ?? []).map((item) => String(item["messageId"]));
}
