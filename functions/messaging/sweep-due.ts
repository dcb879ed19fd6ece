import { DAY, HOUR, type Instant, MINUTE } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { DUE_SHARDS } from "./due-index.ts";
import type { DueQueue } from "./due-queue.ts";
import {
  type DuePosition,
  markEnqueued,
  readCursor,
  readDue,
  type Stretch,
  writeCursor,
} from "./due-store.ts";
import type { RecordsTable } from "./store.ts";

/** What is before the cursor and read again, because an index may lag behind its table. */
const OVERLAP = 3 * MINUTE;

/** How far back a first sweep looks, and how much it catches up in one run after an outage. */
const FIRST_LOOK = HOUR;
const CATCH_UP = 7 * DAY;

/** Hours that are read side by side, each in all its shards. */
const SIDE_BY_SIDE = 4;

/** Pages of one shard in one run: 2000 messages a shard and hour. What is left comes with the next run. */
const PAGES = 20;

export interface SweepDeps extends RecordsTable {
  readonly queue: DueQueue;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Pure: the hours to sweep, oldest first, the first and the last one in part. A clock that was set back only repeats. */
export function stretchesToSweep(reached: Instant | undefined, now: Instant): Stretch[] {
  const from = Math.min(reached ?? now - FIRST_LOOK, now) - OVERLAP;
  const until = Math.min(now, from + CATCH_UP);
  const stretches: Stretch[] = [];
  for (let at = from; at <= until; ) {
    const next = (Math.floor(at / HOUR) + 1) * HOUR;
    stretches.push({ from: at, until: Math.min(until, next - 1) });
    at = next;
  }
  return stretches;
}

/**
 * Moves due rows to the queue: the hours since the last complete sweep, some of them and all their shards side by
 * side. It sends first and marks after, so a crash in between repeats a queue message, which is harmless, and never
 * loses one. A row that is no message holds up nothing and is told to a person.
 * @returns the sweep; it ends early when `mayGoOn` says so, and the next one goes on from there
 */
export function makeSweep(deps: SweepDeps) {
  return async (mayGoOn: () => boolean = () => true): Promise<void> => {
    const now = deps.clock();
    const stretches = stretchesToSweep(await readCursor(deps), now);
    let moved = 0;
    let unreadable = 0;
    for (let start = 0; start < stretches.length && mayGoOn(); start += SIDE_BY_SIDE) {
      const swept = await Promise.all(
        stretches.slice(start, start + SIDE_BY_SIDE).map((stretch) => sweepStretch(deps, stretch, now)),
      );
      moved += swept.reduce((sum, one) => sum + one.moved, 0);
      unreadable += swept.reduce((sum, one) => sum + one.unreadable, 0);
      const left = swept.findIndex(({ complete }) => !complete);
      const done = (left < 0 ? swept : swept.slice(0, left)).at(-1);
      if (done !== undefined) await writeCursor(deps, done.until);
      if (left >= 0) break;
    }
    if (moved > 0) deps.log.info("due messages enqueued", { count: moved });
    // an alarm counts this line
    if (unreadable > 0) deps.log.error("due row is no message", { count: unreadable });
  };
}

async function sweepStretch(deps: SweepDeps, stretch: Stretch, now: Instant) {
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => sweepShard(deps, stretch, shard, now)),
  );
  return {
    until: stretch.until,
    moved: shards.reduce((sum, shard) => sum + shard.moved, 0),
    unreadable: shards.reduce((sum, shard) => sum + shard.unreadable, 0),
    complete: shards.every((shard) => shard.complete),
  };
}

async function sweepShard(deps: SweepDeps, stretch: Stretch, shard: number, now: Instant) {
  let moved = 0;
  let unreadable = 0;
  let start: DuePosition | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { rows, next, ...found } = await readDue(deps, { ...stretch, shard, start });
    const taken = await deps.queue(rows);
    await Promise.all(taken.map((row) => markEnqueued(deps, row, now)));
    moved += taken.length;
    unreadable += found.unreadable;
    if (taken.length < rows.length) return { moved, unreadable, complete: false };
    if (next === undefined) return { moved, unreadable, complete: true };
    start = next;
  }
  return { moved, unreadable, complete: false };
}
