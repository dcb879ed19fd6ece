import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { DueRow } from "../../functions/messaging/due-store.ts";
import { makeHandOff } from "../../functions/messaging/hand-off.ts";
import { makeTurn } from "../../functions/messaging/pace.ts";
import { makeSweep } from "../../functions/messaging/sweep-due.ts";
import { makeWorld } from "../../functions/messaging/world.fixture.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { MINUTE, SECOND } from "../../shared/model/time.ts";
import { startTables } from "../engine/tables.ts";
import { crowd, type Member, stateOf } from "./crowd.ts";
import { narrowProvider } from "./narrow-provider.ts";
import { VirtualTime } from "./virtual-time.ts";

/** As infra/capabilities/messaging.ts maps the queue, and its gap for a provider of 50 a second (infra/constructs/sender.ts). */
const INSTANCES = 4;
const BATCH = 5;
const PER_SECOND = 50;
const GAP_MS = (1000 * INSTANCES) / (0.8 * PER_SECOND);

/** Seconds at the beginning in which other mail of the account leaves us only a part of the provider's rate. */
const CROWDED = 10;
const LEFT_OVER = 35;

/** One in so many queue messages is delivered twice, as SQS may. */
const DUPLICATE_EVERY = 40;

export interface BurstResult {
  readonly people: number;
  /** Messages by the state they ended in. */
  readonly states: Readonly<Record<string, number>>;
  readonly acceptedTwice: number;
  readonly refusedOnce: number;
  readonly refusedTwice: number;
  /** Withdrawn midway before their message was handed off, and how many of those left all the same. */
  readonly stopped: number;
  readonly leftAfterWithdrawal: number;
  readonly businessSeconds: number;
  readonly peakPerSecond: number;
  /** Megabytes of live heap when a tenth had left and at the end. */
  readonly heapMb: readonly [early: number, late: number];
}

/** An hour of a Wednesday in which Dublin's practices may be written to. */
const START = Date.parse("2026-11-18T10:00:00.000Z");

/** Lets so many messages fall due in one minute and hands them off in business time until all have ended. */
export async function burst(people: number, withdrawals: number): Promise<BurstResult> {
  const engine = await startTables({ streams: false });
  try {
    const world = makeWorld(engine);
    const members = await crowd(engine, world, people, START);
    const time = new VirtualTime(START);
    const room = (now: number) => (now < START + CROWDED * SECOND ? LEFT_OVER : PER_SECOND);
    const { sender, seen } = narrowProvider(time, room);
    const deps = { ...world.deps, clock: time.now, log: quiet };
    const handOff = makeHandOff({ ...deps, sender });
    const queue: DueRow[] = [];
    let enqueued = 0;
    const put = async (rows: readonly DueRow[]) => {
      for (const row of rows) {
        queue.push(row);
        if (++enqueued % DUPLICATE_EVERY === 0) queue.push(row);
      }
      return rows;
    };
    const sweep = makeSweep({ ...deps, queue: put });
    const stoppedBefore: MessageId[] = [];
    const heap: number[] = [];
    let [withdrawing, withdrawn] = [false, false];
    const left = () => seen.accepted.size;
    const over = () => withdrawn && left() + stoppedBefore.length >= people && queue.length === 0;

    const instance = async () => {
      const turn = makeTurn({ sms: 0, email: GAP_MS }, time);
      while (!over()) {
        const rows = queue.splice(0, BATCH);
        if (rows.length === 0) await time.sleep(SECOND);
        else
          await time.together(
            rows.map((row) => () => deliver(row, turn)),
            true,
          );
      }
    };
    const deliver = async (row: DueRow, turn: (channel: "email") => Promise<void>) => {
      await turn("email");
      try {
        await handOff(row.messageId);
      } catch {
        // rivals won too often: SQS shows the message again
        queue.push(row);
      }
    };
    const sweeper = async () => {
      while (!over()) {
        await sweep();
        await time.sleep(MINUTE);
      }
    };
    const watcher = async () => {
      while (!over()) {
        if (heap.length === 0 && left() >= people / 10) heap.push(liveHeapMb());
        if (!withdrawing && left() >= people / 2) {
          withdrawing = true;
          stoppedBefore.push(...(await withdraw(engine, world, members, withdrawals)));
          withdrawn = true;
        }
        await time.sleep(SECOND);
      }
    };
    await time.together([...Array.from({ length: INSTANCES }, () => instance), sweeper, watcher]);
    heap.push(liveHeapMb());

    const states: Record<string, number> = {};
    for (const { messageId } of members) {
      const state = await stateOf(engine, messageId);
      states[state] = (states[state] ?? 0) + 1;
    }
    const more = (counts: ReadonlyMap<string, number>, than: number) =>
      [...counts.values()].filter((count) => count > than).length;
    return {
      people,
      states,
      acceptedTwice: more(seen.accepted, 1),
      refusedOnce: more(seen.refused, 0),
      refusedTwice: more(seen.refused, 1),
      stopped: stoppedBefore.length,
      leftAfterWithdrawal: stoppedBefore.filter((messageId) => seen.accepted.has(messageId)).length,
      businessSeconds: Math.round((seen.lastAt() - START) / SECOND),
      peakPerSecond: seen.peak(),
      heapMb: [heap[0] ?? 0, heap[1] ?? 0],
    };
  } finally {
    await engine.close();
  }
}

/** Lets some of those withdraw whose message still waits; gives the messages that still waited when it was done. */
async function withdraw(
  engine: Awaited<ReturnType<typeof startTables>>,
  world: ReturnType<typeof makeWorld>,
  members: readonly Member[],
  count: number,
): Promise<MessageId[]> {
  const stopped: MessageId[] = [];
  for (const { hcp, messageId } of members.toReversed()) {
    if (stopped.length >= count) break;
    if ((await stateOf(engine, messageId)) !== "queued") continue;
    await world.consent(hcp, "email", "withdraw");
    if ((await stateOf(engine, messageId)) === "queued") stopped.push(messageId);
  }
  return stopped;
}

/** A logger that keeps nothing: ten thousand lines would be the load. */
const quiet = { info() {}, warn() {}, error() {} } as unknown as ReturnType<typeof makeWorld>["deps"]["log"];

/** Megabytes that are really in use, after a collection. */
function liveHeapMb(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return Math.round(process.memoryUsage().heapUsed / 1e5) / 10;
}
