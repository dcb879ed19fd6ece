import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { HcpId, MessageId } from "../../shared/model/ids.ts";
import { consentHead } from "../consent/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { addOnce, type InsightsTable } from "./aggregate-store.ts";
import { fold, type StreamFact } from "./fold.ts";
import { factOf } from "./read-engagement.ts";
import { padded, watermarkName } from "./watermark.ts";

/** A stream batch of a mapping with a tumbling window, which is set only because it brings the shard's id. */
export type WindowedEvent = DynamoDBStreamEvent & { readonly shardId: string };

export interface FoldDeps extends InsightsTable {
  readonly recordsTable: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Folds a stream batch into the aggregates, each exactly once. Infrastructure errors throw, so that Lambda repeats the
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
    const tracked = await trackedPeople(facts);
    const mayTrack = (item: { readonly hcpId: string; readonly messageId: string | undefined }) =>
      tracked.has(`${item.hcpId}|${item.messageId}`);
    const after = (mark: string) => facts.filter((fact) => padded(fact.sequence) > mark);
    for (const [id, { key }] of fold(facts, mayTrack)) {
      await addOnce(deps, key, shard, last.sequence, (mark) => fold(after(mark), mayTrack).get(id)?.delta);
    }
    return { state: {} };
  };

  /** Whose individual tracking is still agreed to, by the address the link was sent to (INV-4). One look per message. */
  async function trackedPeople(facts: readonly StreamFact[]): Promise<ReadonlySet<string>> {
    const asked = new Map<string, Promise<boolean>>();
    for (const { item } of facts) {
      const { hcpId, messageId } = item.kind === "visit" ? item.visit : item.batch;
      if (hcpId === undefined || messageId === undefined) continue;
      const id = `${hcpId}|${messageId}`;
      if (!asked.has(id)) asked.set(id, agrees(HcpId.parse(hcpId), MessageId.parse(messageId)));
    }
    const tracked = new Set<string>();
    for (const [id, answer] of asked) if (await answer) tracked.add(id);
    return tracked;
  }

  async function agrees(hcpId: HcpId, messageId: MessageId): Promise<boolean> {
    const [message, head] = await Promise.all([findMessage(deps, messageId), consentHead(deps, hcpId)]);
    if (message === undefined || !("handOff" in message)) return false;
    return head.covers({
      channel: message.channel,
      addressHash: message.handOff.addressHash,
      purpose: "promo",
      dataUse: "track_individual",
      now: deps.clock(),
    }).covered;
  }

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
