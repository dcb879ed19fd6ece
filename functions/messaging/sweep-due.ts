import { DAY, HOUR, type Instant, MINUTE } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { DUE_SHARDS, minuteOf } from "./due-index.ts";
import type { DueQueue } from "./due-queue.ts";
import { type DuePosition, markEnqueued, readCursor, readDue, writeCursor } from "./due-store.ts";
import type { RecordsTable } from "./store.ts";

/** Minutes before the cursor that are read again, because an index may lag behind its table. */
const OVERLAP = 3 * MINUTE;

/** How far back a first sweep looks, and how much it catches up in one run after an outage. */
const FIRST_LOOK = HOUR;
const CATCH_UP = DAY;

/** Minutes that are read side by side: after an outage of a day there are 1440 of them. */
const SIDE_BY_SIDE = 10;

/** Pages of one shard in one run: 2000 messages a shard and minute. What is left comes with the next run. */
const PAGES = 20;

export interface SweepDeps extends RecordsTable {
  readonly queue: DueQueue;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Pure: the minutes to sweep, oldest first. A clock that was set back only repeats minutes. */
export function minutesToSweep(cursor: string | undefined, now: Instant): string[] {
  const reached = cursor === undefined ? now - FIRST_LOOK : Date.parse(`${cursor}:00Z`);
  const from = Math.min(reached, now) - OVERLAP;
  const until = Math.min(now, from + CATCH_UP);
  const minutes: string[] = [];
  for (let at = from; minuteOf(at) <= minuteOf(until); at += MINUTE) minutes.push(minuteOf(at));
  return minutes;
}

/**
 * Moves due rows to the queue: the minutes since the last complete sweep, some of them and all their shards side by
 * side. It sends first and marks after, so a crash in between repeats a queue message, which is harmless, and never
 * loses one. A row that is no message holds up nothing and is told to a person.
 * @returns the sweep; it ends early when `mayGoOn` says so, and the next one goes on from there
 */
export function makeSweep(deps: SweepDeps) {
  return async (mayGoOn: () => boolean = () => true): Promise<void> => {
    const now = deps.clock();
    const minutes = minutesToSweep(await readCursor(deps), now);
    let moved = 0;
    let unreadable = 0;
    for (let start = 0; start < minutes.length && mayGoOn(); start += SIDE_BY_SIDE) {
      const swept = await Promise.all(
        minutes.slice(start, start + SIDE_BY_SIDE).map((minute) => sweepMinute(deps, minute, now)),
      );
      moved += swept.reduce((sum, one) => sum + one.moved, 0);
      unreadable += swept.reduce((sum, one) => sum + one.unreadable, 0);
      const left = swept.findIndex(({ complete }) => !complete);
      const done = left < 0 ? swept : swept.slice(0, left);
      // the present minute still gets rows
      const past = done.filter(({ minute }) => minute < minuteOf(now)).at(-1);
      if (past !== undefined) await writeCursor(deps, past.minute);
      if (left >= 0) break;
    }
    if (moved > 0) deps.log.info("due messages enqueued", { count: moved });
    // an alarm counts this line
    if (unreadable > 0) deps.log.error("due row is no message", { count: unreadable });
  };
}

async function sweepMinute(deps: SweepDeps, minute: string, now: Instant) {
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => sweepShard(deps, minute, shard, now)),
  );
  return {
    minute,
    moved: shards.reduce((sum, shard) => sum + shard.moved, 0),
    unreadable: shards.reduce((sum, shard) => sum + shard.unreadable, 0),
    complete: shards.every((shard) => shard.complete),
  };
}

async function sweepShard(deps: SweepDeps, minute: string, shard: number, now: Instant) {
  let moved = 0;
  let unreadable = 0;
  let start: DuePosition | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { rows, next, ...found } = await readDue(deps, { minute, shard, start }, now);
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
