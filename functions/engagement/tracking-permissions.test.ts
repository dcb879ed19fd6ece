import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { DAY, instantText, MINUTE, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { appendConsent } from "../consent/append.ts";
import { SYSTEM } from "../messaging/record-change.ts";
import { makeWorld, memorySender } from "../messaging/world.fixture.ts";
import type { StreamFact } from "./stream-fact.ts";
import { trackingPermissions } from "./tracking-permissions.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const VERSION = "ver_01JD0000000000000000000000";

/** Somebody whose message left, with a switch for counting and what is asked of a beacon's time. */
async function makeVisitor() {
  const world = makeWorld(engine);
  const hcp = await world.reachable();
  const messageId = await world.queue(hcp);
  await world.handOff(memorySender().sender)(messageId);
  const { hcpId } = hcp;
  const nothing = { seq: 1, items: [], k: [], i: [], a: [], b: [], r: [] };
  const beacon = (at: number): StreamFact["item"] => ({
    kind: "batch",
    batch: { visitId: "vis_1", hcpId, messageId, ...nothing, receivedAt: instantText(at) },
  });
  const mayCount = async (at: number) => {
    const facts = [{ sequence: "1", item: beacon(at) }];
    const mayTrack = await trackingPermissions(world.deps, facts, world.clock.now);
    const piece = { versionId: VERSION, at: instantText(at) };
    return [mayTrack({ hcpId, messageId }), mayTrack({ hcpId, messageId, piece })];
  };
  return { world, mayCount, turn: (on: boolean) => turn(world, hcp, on) };
}

async function turn({ deps, clock }: ReturnType<typeof makeWorld>, hcp: Hcp, on: boolean): Promise<void> {
  const scope = {
    channel: "email",
    addressHash: addressHashOf(hcp, "email"),
    purpose: "promo",
    dataUse: "track_individual",
  } as const;
  const evidence = { textVersion: "pages.en.1", method: "web_form", reference: "choices" } as const;
  const ends = on ? { expiresAt: instantText(clock.now + 600 * DAY) } : {};
  const entry = { action: on ? "grant" : "withdraw", actor: "hcp", scope, evidence, ...ends } as const;
  await appendConsent(deps, hcp.hcpId, SYSTEM, () => entry, clock.now);
}

describe("whether what a beacon tells may be kept with its person (INV-4)", () => {
  it("asks how the permission stood when it came as well as how it stands", async () => {
    const { world, mayCount, turn } = await makeVisitor();
    const start = world.clock.now;
    await turn(true);
    world.clock.now = start + MINUTE;
    await turn(false);
    expect(await mayCount(start + 30 * SECOND)).toEqual([false, false]);
    world.clock.now = start + 2 * MINUTE;
    await turn(true);
    expect(await mayCount(start)).toEqual([true, true]);
    expect(await mayCount(start + 30 * SECOND)).toEqual([true, true]);
    expect(await mayCount(start + 90 * SECOND)).toEqual([true, false]);
    expect(await mayCount(start + 2 * MINUTE)).toEqual([true, true]);
  });

  it("is never before there was one", async () => {
    const { world, mayCount, turn } = await makeVisitor();
    const start = world.clock.now;
    expect(await mayCount(start)).toEqual([false, false]);
    world.clock.now = start + MINUTE;
    await turn(true);
    expect(await mayCount(start)).toEqual([true, false]);
  });
});
