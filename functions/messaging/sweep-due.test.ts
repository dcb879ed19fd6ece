import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { MessageId } from "../../shared/model/ids.ts";
import { DAY, HOUR, instantText, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { newId } from "../runtime/ids.ts";
import { DUE_SHARDS, duePlace } from "./due-index.ts";
import { type DueRow, writeCursor } from "./due-store.ts";
import { makeEnqueueNow } from "./enqueue-now.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeSweep, stretchesToSweep } from "./sweep-due.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** Each test has its own day and its own start of the cursor, because both are one for the whole table. */
let day = 0;
async function makeDue() {
  const world = makeWorld(engine);
  day += 1;
  world.clock.now = WEDNESDAY + day * 7 * DAY;
  await writeCursor(world.deps, world.clock.now);
  const enqueued: MessageId[] = [];
  const delays: number[] = [];
  const queue = async (rows: readonly DueRow[], delaySeconds = 0) => {
    enqueued.push(...rows.map((row) => row.messageId));
    delays.push(delaySeconds);
    return rows;
  };
  const deps = { ...world.deps, queue };
  const take = () => enqueued.splice(0);
  return {
    world,
    deps,
    take,
    delays,
    sweep: makeSweep(deps),
    enqueueNow: makeEnqueueNow(deps),
    start: world.clock.now,
  };
}

describe("the sweep of due messages", () => {
  it("enqueues what is due, once, and nothing that is due later in the same minute", async () => {
    const { world, take, sweep, start } = await makeDue();
    const hcp = await world.addHcp();
    const due = await Promise.all(Array.from({ length: 25 }, () => world.queue(hcp, "email", start)));
    const later = await world.queue(hcp, "email", start + 20_000);
    await sweep();
    expect(take().sort()).toEqual([...due].sort());
    world.clock.now = start + MINUTE;
    await sweep();
    expect(take()).toEqual([later]);
    world.clock.now = start + 2 * MINUTE;
    await sweep();
    expect(take()).toEqual([]);
  });

  it("moves everything else past a row that is no message, and says that there is one", async () => {
    const { world, deps, take, sweep, start } = await makeDue();
    const broken = { pk: "MSG#broken", sk: "MESSAGE", ...duePlace(newId("msg", start) as MessageId, start) };
    await deps.tables.send(new PutCommand({ TableName: deps.recordsTable, Item: broken }));
    const hcp = await world.addHcp();
    const due = [await world.queue(hcp, "email", start), await world.queue(hcp, "email", start + MINUTE)];
    world.clock.now = start + MINUTE;
    const said = vi.spyOn(deps.log, "error").mockImplementation(() => undefined);
    await sweep();
    expect(said.mock.calls).toEqual([["due row is no message", { count: 1 }]]);
    expect(take().sort()).toEqual([...due].sort());
    // the sweep goes on from where it came to, and leaves the row behind
    world.clock.now = start + HOUR;
    await sweep();
    world.clock.now = start + HOUR + MINUTE;
    await sweep();
    expect(said).toHaveBeenCalledTimes(2);
  });

  it("enqueues again after a quarter of an hour what is still waiting", async () => {
    const { world, take, sweep, start } = await makeDue();
    const messageId = await world.queue(await world.addHcp());
    await sweep();
    take();
    world.clock.now = start + 16 * MINUTE;
    await sweep();
    expect(take()).toEqual([messageId]);
  });

  it("catches up after an outage", async () => {
    const { world, take, sweep, start } = await makeDue();
    await sweep();
    const messageId = await world.queue(await world.addHcp(), "email", start + 30 * MINUTE);
    world.clock.now = start + 2 * HOUR;
    await sweep();
    expect(take()).toEqual([messageId]);
  });

  it("ends before its time does, and the next one goes on from there", async () => {
    const { world, take, sweep, start } = await makeDue();
    await sweep();
    const hcp = await world.addHcp();
    const soon = await world.queue(hcp, "email", start + 2 * MINUTE);
    const late = await world.queue(hcp, "email", start + 7 * HOUR);
    world.clock.now = start + 8 * HOUR;
    let steps = 0;
    await sweep(() => ++steps <= 1);
    expect(take()).toEqual([soon]);
    await sweep();
    expect(take()).toEqual([late]);
  });

  it("leaves to the next run what the queue refused", async () => {
    const { world, deps, take, sweep, start } = await makeDue();
    const messageId = await world.queue(await world.addHcp());
    await makeSweep({ ...deps, queue: async () => [] })();
    world.clock.now = start + 5 * MINUTE;
    await sweep();
    expect(take()).toEqual([messageId]);
  });

  it("passes over cancelled and handed-off messages, and comes back to a hand-off without an answer", async () => {
    const { world, take, sweep, start } = await makeDue();
    const hcp = await world.reachable();
    const answered = await world.queue(hcp);
    await world.handOff(memorySender().sender)(answered);
    const other = await world.reachable();
    const silent = await world.queue(other);
    const dying = { send: () => Promise.reject(new Error("the process ended")) };
    await world
      .handOff(dying)(silent)
      .catch(() => undefined);
    await sweep();
    expect(take()).toEqual([]);
    world.clock.now = start + 6 * MINUTE;
    await sweep();
    expect(take()).toEqual([silent]);
    await world.handOff(dying)(silent);
    expect(await world.found(silent)).toMatchObject({ state: "unknown" });
    world.clock.now = start + HOUR;
    await sweep();
    expect(take()).toEqual([]);
  });

  it("settles a hand-off that was first looked at after the 72 hours of its report, as one without a report", async () => {
    const { world, take, sweep, start } = await makeDue();
    const silent = await world.queue(await world.reachable());
    const dying = { send: () => Promise.reject(new Error("the process ended")) };
    await world
      .handOff(dying)(silent)
      .catch(() => undefined);
    await sweep();
    for (const state of ["unknown", "no_report"]) {
      world.clock.now = Math.max(world.clock.now + MINUTE, start + 80 * HOUR);
      await sweep();
      expect(take()).toEqual([silent]);
      await world.handOff(dying)(silent);
      expect(await world.found(silent)).toMatchObject({ state });
    }
  });

  it("goes on from where it came to, with an overlap, hour by hour, at most a week a run", () => {
    const now = Date.parse("2026-11-18T10:00:30Z");
    const said = (reached: string | undefined) =>
      stretchesToSweep(reached === undefined ? undefined : Date.parse(reached), now).map(
        ({ from, until }) => `${instantText(from)} to ${instantText(until)}`,
      );
    expect(said("2026-11-18T09:59:30Z")).toEqual([
      "2026-11-18T09:56:30.000Z to 2026-11-18T09:59:59.999Z",
      "2026-11-18T10:00:00.000Z to 2026-11-18T10:00:30.000Z",
    ]);
    expect(said(undefined)[0]).toBe("2026-11-18T08:57:30.000Z to 2026-11-18T08:59:59.999Z");
    expect(said("2026-11-01T00:00:00Z")).toHaveLength(7 * 24 + 1);
    expect(said("2026-11-19T00:00:00Z")).toEqual([
      "2026-11-18T09:57:30.000Z to 2026-11-18T09:59:59.999Z",
      "2026-11-18T10:00:00.000Z to 2026-11-18T10:00:30.000Z",
    ]);
  });

  it("reads a day that was missed with one query a shard and hour", async () => {
    const { world, deps, take, start } = await makeDue();
    const messageId = await world.queue(await world.addHcp(), "email", start + 30 * MINUTE);
    world.clock.now = start + DAY - HOUR;
    const send = vi.spyOn(deps.tables, "send");
    await makeSweep(deps)();
    const queries = send.mock.calls.filter(([command]) => command instanceof QueryCommand);
    send.mockRestore();
    expect(take()).toEqual([messageId]);
    expect(queries).toHaveLength(25 * DUE_SHARDS);
  });
});

describe("a message that is due at once", () => {
  it("goes to the queue with its event, once, and the sweep does not repeat it", async () => {
    const { world, take, sweep, enqueueNow } = await makeDue();
    const messageId = await world.queue(await world.addHcp());
    await enqueueNow(messageId);
    await enqueueNow(messageId);
    await sweep();
    expect(take()).toEqual([messageId]);
  });

  it("waits for its time otherwise", async () => {
    const { world, take, enqueueNow, start } = await makeDue();
    await enqueueNow(await world.queue(await world.addHcp(), "email", start + 3 * MINUTE));
    expect(take()).toEqual([]);
  });

  it("is put there invisible until its time when that is near, and the sweep still looks after it", async () => {
    const { world, take, sweep, delays, enqueueNow, start } = await makeDue();
    const messageId = await world.queue(await world.addHcp(), "email", start + 30_000);
    await enqueueNow(messageId);
    expect([take(), delays]).toEqual([[messageId], [30]]);
    world.clock.now = start + MINUTE;
    await sweep();
    expect(take()).toEqual([messageId]);
  });

  it("is delivered again when the queue refuses", async () => {
    const { world, deps } = await makeDue();
    const messageId = await world.queue(await world.addHcp());
    await expect(makeEnqueueNow({ ...deps, queue: async () => [] })(messageId)).rejects.toThrow("refused");
  });
});
