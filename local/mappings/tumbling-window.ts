import type { StreamRecord } from "./stream-source.ts";

/** A window that has begun: where it starts (milliseconds since the epoch) and what the function handed on. */
export interface OpenWindow {
  readonly startMs: number;
  readonly state: unknown;
}

/** Lambda ends a window early when its state outgrows this many bytes. */
const maxStateBytes = 1024 * 1024;

/** The start of the window a record belongs to, by its creation; windows count from the epoch. */
function windowStart(record: StreamRecord, windowSeconds: number): number {
  const windowMs = windowSeconds * 1000;
  return Math.floor((record.dynamodb.ApproximateCreationDateTime * 1000) / windowMs) * windowMs;
}

/**
 * The records at the front that belong to one window, and which. A record older than the open window (clocks may
 * step back) counts into the open one, since a closed window is never opened again.
 */
export function firstWindow(
  records: readonly StreamRecord[],
  windowSeconds: number,
  open: OpenWindow | undefined,
): { readonly startMs: number; readonly count: number } {
  const starts = records.map((record) => Math.max(windowStart(record, windowSeconds), open?.startMs ?? 0));
  const startMs = starts[0] ?? open?.startMs ?? 0;
  const end = starts.findIndex((start) => start > startMs);
  return { startMs, count: end === -1 ? records.length : end };
}

/** What an event carries besides its records when its mapping has a tumbling window. */
export function windowFields(
  window: OpenWindow,
  windowSeconds: number,
  place: { readonly shardId: string; readonly eventSourceARN: string },
  ending: "no" | "final" | "early",
): object {
  return {
    window: { start: iso(window.startMs), end: iso(window.startMs + windowSeconds * 1000) },
    state: window.state,
    ...place,
    isFinalInvokeForWindow: ending !== "no",
    isWindowTerminatedEarly: ending === "early",
  };
}

/** The state a response hands on; none is an empty one. */
export function stateOf(payload: unknown): unknown {
  return typeof payload === "object" && payload !== null && "state" in payload ? (payload.state ?? {}) : {};
}

export function outgrown(state: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(state)) > maxStateBytes;
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
