import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { Channel } from "../../shared/model/channel.ts";
import { MessageId } from "../../shared/model/ids.ts";
import type { DueRow } from "./due-store.ts";

/**
 * Puts due messages on the queue that paces hand-offs; gives back the rows that were taken. `delaySeconds` (0 to 900)
 * keeps them invisible for so long.
 */
export type DueQueue = (rows: readonly DueRow[], delaySeconds?: number) => Promise<readonly DueRow[]>;

/**
 * Body of a queue message. The consumer reads the state again by id; `rev` is for the reader of a dead letter, `channel`
 * says which provider's turn it needs.
 */
export const DueBody = z.object({
  messageId: MessageId,
  rev: z.int().positive(),
  channel: Channel.default("email"),
});

/** SQS takes ten messages a call. */
const ENTRIES_PER_CALL = 10;

/** The SQS adapter. A row that SQS refuses is left to the next sweep. */
export function makeDueQueue(sqs: SQSClient, queueUrl: string): DueQueue {
  return async (rows, delaySeconds = 0) => {
    const taken: DueRow[] = [];
    for (let start = 0; start < rows.length; start += ENTRIES_PER_CALL) {
      const batch = rows.slice(start, start + ENTRIES_PER_CALL);
      const sent = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map(({ messageId, rev, channel }, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify({ messageId, rev, channel }),
            ...(delaySeconds === 0 ? {} : { DelaySeconds: delaySeconds }),
          })),
        }),
      );
      const accepted = new Set(sent.Successful?.map((entry) => entry.Id));
      taken.push(...batch.filter((_, index) => accepted.has(String(index))));
    }
    return taken;
  };
}
