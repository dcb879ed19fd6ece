import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { factOf, type StreamFact, trackingPermissions } from "../engagement/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { addOnce, type InsightsTable } from "./aggregate-store.ts";
import { fold } from "./fold.ts";
import { type ClicksDeps, noteClicks } from "./note-clicks.ts";
import { padded, watermarkName } from "./watermark.ts";

/** A stream batch of a mapping with a tumbling window, which is set only because it brings the shard's id. */
export type WindowedEvent = DynamoDBStreamEvent & { readonly shardId: string };

export interface FoldDeps extends InsightsTable, ClicksDeps {
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Folds a stream batch into the aggregates, each exactly once, and counts the links of messages of which there is news.
 * Infrastructure errors throw, so that Lambda repeats the
 * batch; bad data never does: it is kept as rejected and counted.
 * @returns empty window state: nothing is carried from batch to batch
 */
export function makeFold(deps: FoldDeps) {
  return async (event: WindowedEvent): Promise<{ readonly state: Record<string, never> }> => {
    const shard = watermarkName(event.shardId);
    const facts: StreamFact[] = [];
    for (const record of event.Records) {
      const fact = factOf(record);
      if (fact === "skipped") continue;
      if (fact === "rejected") await keepRejected(record.dynamodb?.SequenceNumber ?? "", event.shardId);
      else facts.push(fact);
    }
    const last = facts.at(-1);
    if (last === undefined) return { state: {} };
    const now = deps.clock();
    const mayTrack = await trackingPermissions(deps, facts, now);
    const after = (mark: string) => facts.filter((fact) => padded(fact.sequence) > mark);
    for (const [id, { key }] of fold(facts, mayTrack)) {
      await addOnce(deps, key, shard, last.sequence, (mark) => fold(after(mark), mayTrack).get(id)?.delta);
    }
    const links = new Set(facts.flatMap(({ item }) => (item.kind === "link" ? [item.messageId] : [])));
    for (const messageId of links) await noteClicks(deps, messageId, now);
    return { state: {} };
  };

  async function keepRejected(sequence: string, shardId: string): Promise<void> {
    deps.log.warn("engagement item rejected", { shardId, sequence });
    await deps.tables.send(
      new PutCommand({
        TableName: deps.insightsTable,
        Item: {
          pk: `REJECTED#${shardId}`,
          sk: padded(sequence),
          v: 1,
          rejectedAt: new Date(deps.realNow()).toISOString(),
        },
      }),
    );
  }
}
