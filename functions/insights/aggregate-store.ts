import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { DAY } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import { type AggregateKey, type Delta, plus } from "./fold.ts";
import { advanced, padded, type Watermark } from "./watermark.ts";

/** An aggregate as stored. `marks` are the watermarks by shard. */
export const Aggregate = z.object({
  visits: z.int().default(0),
  opened: z.int().default(0),
  downloads: z.int().default(0),
  activeMs: z.int().default(0),
  watchedMs: z.int().default(0),
  map: z.array(z.int()).default([]),
  hours: z.record(z.string(), z.int()).default({}),
  lastAt: z.string().default(""),
  marks: z.record(z.string(), z.object({ sequence: z.string(), setAt: z.number() })).default({}),
  rev: z.int().default(0),
});
export type Aggregate = z.output<typeof Aggregate>;

/** Where aggregates live. `realNow` gives real time, for the age of watermarks. */
export interface InsightsTable {
  readonly tables: Tables;
  readonly insightsTable: string;
  readonly realNow: () => number;
}

/**
 * Reads one aggregate; zeros when there is none yet. Strongly consistent unless somebody only looks: then it may be a
 * moment old and costs half.
 */
export async function readAggregate(
  deps: InsightsTable,
  key: AggregateKey,
  read: { readonly consistent: boolean } = { consistent: true },
): Promise<Aggregate> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.insightsTable, Key: key, ConsistentRead: read.consistent }),
  );
  return Aggregate.parse(found.Item ?? {});
}

/**
 * Adds to one aggregate exactly once: what lies at or below the shard's watermark was counted before and is left out.
 * One writer a shard and two shards at most touch an item, so a lost race is rare and simply read again.
 * @param deltaAfter gives the delta of the events whose padded sequence is above the given one
 */
export async function addOnce(
  deps: InsightsTable,
  key: AggregateKey,
  shard: string,
  lastSequence: string,
  deltaAfter: (paddedSequence: string) => Delta | undefined,
): Promise<void> {
  for (;;) {
    const held = await readAggregate(deps, key);
    const mark: Watermark | undefined = held.marks[shard];
    if (mark !== undefined && mark.sequence >= padded(lastSequence)) return;
    const delta = deltaAfter(mark?.sequence ?? "");
    if (delta === undefined) return;
    const { marks, rev, ...counted } = held;
    const next = {
      ...plus(counted, delta),
      marks: advanced(marks, shard, lastSequence, deps.realNow()),
      rev: rev + 1,
    };
    try {
      await deps.tables.send(
        new PutCommand({
          TableName: deps.insightsTable,
          Item: { ...key, v: 1, ...next, ...endOf(key, next.lastAt) },
          ConditionExpression: rev === 0 ? "attribute_not_exists(pk)" : "#rev = :rev",
          ...(rev === 0
            ? {}
            : { ExpressionAttributeNames: { "#rev": "rev" }, ExpressionAttributeValues: { ":rev": rev } }),
        }),
      );
      return;
    } catch (error) {
      if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
    }
  }
}

/** Single visits of a person are kept as long as the events they are made of (domain-rules Appendix D). */
function endOf(key: AggregateKey, lastAt: string): { readonly expiresAt?: number } {
  const isVisit = key.sk.startsWith("VISIT#");
  return isVisit ? { expiresAt: Math.floor((Date.parse(lastAt) + VISIT_KEPT) / 1000) } : {};
}

const VISIT_KEPT = 396 * DAY;
