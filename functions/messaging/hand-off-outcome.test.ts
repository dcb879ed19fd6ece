import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { readAttention } from "./attention.ts";
import type { SendOutcome } from "./message-sender.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

describe("what a try to send leaves behind", () => {
  async function tried(outcome: SendOutcome) {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender(() => outcome);
    await world.handOff(sender)(messageId);
    return { world, hcp, messageId, sender, sent };
  }

  it("is a waiting message and a free slot after a temporary refusal, with a new link next time", async () => {
    const { world, hcp, messageId, sent } = await tried({
      kind: "refused",
      code: "TooManyRequests",
      permanent: false,
    });
    expect(await world.found(messageId)).toMatchObject({
      state: "queued",
      dueAt: "2026-11-18T10:01:00.000Z",
      attempts: 1,
      reason: { code: "PROVIDER_BUSY" },
    });
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toEqual([]);
    world.clock.now += MINUTE;
    const next = memorySender();
    await world.handOff(next.sender)(messageId);
    expect(next.sent).toMatchObject([{ attempt: 2 }]);
    expect(next.sent[0]?.text).not.toBe(sent[0]?.text);
    expect(await world.found(messageId)).toMatchObject({ state: "sent" });
  });

  it("is an ended message and a free slot after a permanent refusal", async () => {
    const { world, hcp, messageId } = await tried({
      kind: "refused",
      code: "MessageRejected",
      permanent: true,
    });
    expect(await world.found(messageId)).toMatchObject({ state: "refused", reason: { code: "REFUSED" } });
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toEqual([]);
  });

  it("is an unknown message that keeps its slot and is never sent again after a lost answer", async () => {
    const { world, hcp, messageId, sender, sent } = await tried({ kind: "unknown", cause: "TimeoutError" });
    expect(await world.found(messageId)).toMatchObject({ state: "unknown" });
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toHaveLength(1);
    world.clock.now += DAY;
    await world.handOff(sender)(messageId);
    expect(sent).toHaveLength(1);
  });

  it("is unknown after the sender died between commit and answer, and a redelivery does not send", async () => {
    const world = makeWorld(engine);
    const messageId = await world.queue(await world.reachable());
    let requests = 0;
    const dying = {
      send: async (): Promise<SendOutcome> => {
        requests += 1;
        throw new Error("the process ended");
      },
    };
    await expect(world.handOff(dying)(messageId)).rejects.toThrow("the process ended");
    expect(await world.found(messageId)).toMatchObject({ state: "handed_off" });
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(await world.found(messageId)).toMatchObject({ state: "handed_off" });
    world.clock.now += 5 * MINUTE;
    await world.handOff(sender)(messageId);
    expect(await world.found(messageId)).toMatchObject({ state: "unknown", reason: { code: "UNKNOWN" } });
    expect([requests, sent.length]).toEqual([1, 0]);
  });
});
