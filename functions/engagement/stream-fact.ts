import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import {
  type BatchItem,
  ENGAGEMENT_SORT_KEY,
  FetchItem,
  VisitItem,
} from "../../shared/contracts/engagement.ts";
import { readBatch } from "./read-batch.ts";

/** One countable fact of the engagement stream, with its place in the shard. */
export type StreamFact = { readonly sequence: string; readonly item: EngagementItem };
export type EngagementItem =
  | { readonly kind: "visit"; readonly visit: VisitItem }
  | { readonly kind: "batch"; readonly batch: BatchItem }
  | { readonly kind: "fetch"; readonly fetch: FetchItem };

/** Reads what is counted out of a stream record: confirmed visits, beacon batches and requests of links. */
export function factOf(record: DynamoDBRecord): StreamFact | "skipped" | "rejected" {
  const image = record.dynamodb?.NewImage;
  const sequence = record.dynamodb?.SequenceNumber;
  if (record.eventName !== "INSERT" || image === undefined || sequence === undefined) return "skipped";
  const sk = image.sk?.S ?? "";
  if (sk.startsWith(ENGAGEMENT_SORT_KEY.fetch)) {
    // written before territories were noted
    if (image.territory === undefined) return "skipped";
    const fetch = FetchItem.safeParse(unmarshall(image as Record<string, AttributeValue>));
    return fetch.success ? { sequence, item: { kind: "fetch", fetch: fetch.data } } : "rejected";
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
