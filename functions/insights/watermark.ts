/**
 * Watermarks make the fold exact: an aggregate holds, per stream shard, the sequence number up to which it already
 * counted. A replay of the stream is always a suffix that may be partly applied (performance.md §4, ii-b).
 */

/** Sequence numbers have up to 40 digits: padded text compares as numbers do, and DynamoDB N holds only 38. */
export function padded(sequence: string): string {
  return sequence.padStart(40, "0");
}

/** A watermark as it is stored: the padded sequence and the real time it was set, epoch milliseconds. */
export interface Watermark {
  readonly sequence: string;
  readonly setAt: number;
}

/** Stream records live 24 hours, so a watermark that is older than 48 hours cannot meet a replay any more. */
const DROPPED_AFTER_MS = 48 * 60 * 60 * 1000;

/** Attribute name of a shard's watermark: the shard's own part of `shardId-00000001234-abcdef`. */
export function watermarkName(shardId: string): string {
  return `wm_${shardId.replace(/^shardId-0*/, "").replace(/[^A-Za-z0-9]/g, "_")}`;
}

/** The watermarks of an item that are still needed, with this shard's set to `sequence`. */
export function advanced(
  marks: Readonly<Record<string, Watermark>>,
  shard: string,
  sequence: string,
  realNow: number,
): Record<string, Watermark> {
  const kept = Object.entries(marks).filter(
    ([name, mark]) => name !== shard && realNow - mark.setAt < DROPPED_AFTER_MS,
  );
  return { ...Object.fromEntries(kept), [shard]: { sequence: padded(sequence), setAt: realNow } };
}
