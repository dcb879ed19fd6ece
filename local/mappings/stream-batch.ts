import type { Arrivals } from "../arrivals.ts";
import type { MappingPlan } from "../plan/plan.ts";
import type { StreamPosition, StreamRecord, StreamSource } from "./stream-source.ts";

export interface GatheredBatch {
  /** What passes the filters. */
  readonly records: readonly StreamRecord[];
  /** Behind everything that was read, filtered out or not. */
  readonly next: StreamPosition;
}

export interface GatherDeps {
  readonly mapping: Pick<MappingPlan, "sourceArn" | "batchSize" | "windowSeconds">;
  readonly shardId: string;
  readonly source: StreamSource;
  readonly matches: (record: StreamRecord) => boolean;
  readonly arrivals: Arrivals;
  readonly signal: AbortSignal;
  readonly idleMs: number;
  /** While true nobody waits for a batch to fill: a window is the longest wait, and Lambda may end it at any time. */
  readonly hurried: () => boolean;
}

/** Leaves room for the event around the records within Lambda's 6 MB. */
const maxBatchBytes = 6 * 1024 * 1024 - 2048;

/**
 * Reads what is there after a position. From the first record that passes, waits up to the batching window for the
 * batch to fill; a full batch, by number or by bytes, goes at once.
 */
export async function gatherBatch(deps: GatherDeps, after: StreamPosition): Promise<GatheredBatch> {
  const { mapping, shardId, source, matches, arrivals, signal } = deps;
  const records: StreamRecord[] = [];
  let next = after;
  let bytes = 0;
  let deadline = Number.POSITIVE_INFINITY;
  for (;;) {
    const mark = arrivals.mark();
    const limit = mapping.batchSize - records.length;
    const read = await source.read(mapping.sourceArn, shardId, next, limit);
    for (const record of read.records) {
      if (matches(record)) {
        const size = Buffer.byteLength(JSON.stringify(record)) + 1;
        if (records.length > 0 && bytes + size > maxBatchBytes) return { records, next };
        bytes += size;
        records.push(record);
      }
      next = record.dynamodb.SequenceNumber;
    }
    next = read.next ?? next;
    if (records.length === 0 || records.length >= mapping.batchSize || mapping.windowSeconds === 0) break;
    if (deps.hurried() && read.records.length === 0) break;
    deadline = Math.min(deadline, Date.now() + mapping.windowSeconds * 1000);
    const left = deadline - Date.now();
    if (left <= 0 || signal.aborted) break;
    if (read.records.length === 0) await arrivals.after(mark, Math.min(left, deps.idleMs), signal);
  }
  return { records, next };
}
