import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Channel } from "../../shared/model/channel.ts";
import { ContentId, type HcpId, MessageId, VersionId } from "../../shared/model/ids.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

/** One message that reached for an HCP's attention: what the caps count. `at` is epoch milliseconds. */
export const Touch = z.object({
  messageId: MessageId,
  channel: Channel,
  at: z.int(),
  versionIds: z.array(VersionId),
  /** The pieces of these versions; none on touches from before they were kept. */
  contentIds: z.array(ContentId).default([]),
});
export type Touch = z.output<typeof Touch>;

/**
 * The touches of one HCP, by all reps and brands, in one item: reserving a slot is a conditional write on its `rev`, so
 * of two reps who press send in the same second one wins (FRQ-1). `rev` 0 means that nothing was sent yet.
 */
export const Attention = z.object({ touches: z.array(Touch), rev: z.int().nonnegative() });
export type Attention = z.output<typeof Attention>;

/** The longest window of any cap; older touches are dropped on the next write, but for those of the longest row. */
const REMEMBERED = 90 * DAY;

/** A row of messages that brought no visit may take longer than any window: this many of a channel stay (FRQ-5). */
const ROW = 6;

const attentionKey = (hcpId: HcpId) => ({ pk: `HCP#${hcpId}`, sk: "ATTENTION" });

/** Reads an HCP's touches, strongly consistent. */
export async function readAttention(deps: RecordsTable, hcpId: HcpId): Promise<Attention> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: attentionKey(hcpId), ConsistentRead: true }),
  );
  return found.Item === undefined ? { touches: [], rev: 0 } : Attention.parse(found.Item);
}

/** Pure: the attention with one more touch. */
export function reserve(attention: Attention, touch: Touch): Attention {
  const kept = attention.touches.filter(({ at, channel }, index) => {
    const newer = attention.touches.slice(index + 1).filter((other) => other.channel === channel).length;
    return at > touch.at - REMEMBERED || newer < ROW - 1;
  });
  return { touches: [...kept, touch], rev: attention.rev + 1 };
}

/** Pure: the attention without a message's touch, after the provider definitely refused it. */
export function release(attention: Attention, messageId: MessageId): Attention {
  return {
    touches: attention.touches.filter((touch) => touch.messageId !== messageId),
    rev: attention.rev + 1,
  };
}

/** Writes the next attention while nobody else did. Refusal name: `attention_moved`. */
export function attentionPart(
  recordsTable: string,
  hcpId: HcpId,
  next: Attention,
  now: Instant,
): TransactPart {
  const first = next.rev === 1;
  return {
    name: "attention_moved",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...attentionKey(hcpId),
          v: 1,
          hcpId,
          ...next,
          expiresAt: Math.ceil((now + 2 * REMEMBERED) / 1000),
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "#rev = :rev",
        ...(first
          ? {}
          : {
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":rev": next.rev - 1 },
            }),
      },
    },
  };
}
