import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { type BatchItem, ENGAGEMENT_SORT_KEY, VisitItem } from "../../shared/contracts/engagement.ts";
import { MessageId } from "../../shared/model/ids.ts";
import { readBatch } from "./read-batch.ts";

/** One countable fact of the engagement stream, with its place in the shard. */
export type StreamFact = { readonly sequence: string; readonly item: EngagementItem };
export type EngagementItem =
  | { readonly kind: "visit"; readonly visit: VisitItem }
  | { readonly kind: "batch"; readonly batch: BatchItem }
  | { readonly kind: "link"; readonly messageId: MessageId };

/**
 * Reads what is counted out of a stream record: confirmed visits, beacon batches, and that there is news about the links
 * of a message, which are judged by all their evidence together.
 */
export function factOf(record: DynamoDBRecord): StreamFact | "skipped" | "rejected" {
  const image = record.dynamodb?.NewImage;
  const sequence = record.dynamodb?.SequenceNumber;
  if (record.eventName !== "INSERT" || image === undefined || sequence === undefined) return "skipped";
  const sk = image.sk?.S ?? "";
  if (sk.startsWith(ENGAGEMENT_SORT_KEY.fetch) || sk.startsWith(ENGAGEMENT_SORT_KEY.press)) {
    const messageId = MessageId.safeParse(image.messageId?.S);
    return messageId.success ? { sequence, item: { kind: "link", messageId: messageId.data } } : "rejected";
  }
  const isVisit = sk === ENGAGEMENT_SORT_KEY.visit;
  if (!isVisit && !sk.startsWith(ENGAGEMENT_SORT_KEY.batch)) return "skipped";
  if (isVisit) {
    const visit = VisitItem.safeParse(unmarshall(image as Record<string, AttributeValue>));
    return visit.success ? { sequence, item: { kind: "visit", visit: visit.data } } : "rejected";
  }
  const batch = readBatch(image);
  return batch === undefined ? "rejected" : { sequence, item: { kind: "batch", batch } };
}
