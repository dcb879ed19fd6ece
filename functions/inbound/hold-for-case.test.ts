import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HcpId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeDryRun } from "../messaging/dry-run.ts";
import { makeHandOff } from "../messaging/hand-off.ts";
import { makeWorld, memorySender } from "../messaging/world.fixture.ts";
import { newId } from "../runtime/ids.ts";
import { makeHoldForCase } from "./hold-for-case.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

function safety(world: ReturnType<typeof makeWorld>, hcpId: HcpId) {
  const caller = world.person("safety");
  const context = { now: world.clock.now, requestId: "r", headers: {}, cookies: [] };
  const hold = makeHoldForCase(world.deps);
  return (open: boolean, caseRef = "PV-2026-0417") =>
    hold({ params: { hcpId }, query: undefined, body: { open, caseRef }, caller, context });
}

describe("a case for which nothing promotional may be sent (Appendix A, step 11)", () => {
  it("stops what waits, and the rep is told nothing but that the contact is not available (INV-7)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const waiting = await world.queue(hcp);
    expect(await safety(world, hcp.hcpId)(true)).toEqual({ held: true });
    const context = { now: world.clock.now, requestId: "r", headers: {}, cookies: [] };
    const body = { hcpId: hcp.hcpId, channel: "email" } as const;
    const ask = { params: undefined, query: undefined, body, caller: world.rep, context };
    expect(await makeDryRun(world.deps)(ask)).toEqual({
      verdict: "DENY",
      reason: { code: "NOT_AVAILABLE", words: "Not available for this contact." },
    });
    const { sender, sent } = memorySender();
    await world.handOff(sender)(waiting);
    expect(sent).toEqual([]);
    expect(await world.found(waiting)).toMatchObject({ state: "denied", reason: { code: "CASE_HOLD" } });
  });

  it("stops what the gate has just allowed and what is not committed yet", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    let asked = 0;
    const { deps } = world;
    // asked for between the facts and the transaction
    const sessionKey = async () => {
      asked += 1;
      if (asked === 1) await safety(world, hcp.hcpId)(true);
      return deps.sessionKey();
    };
    await makeHandOff({ ...deps, sender, sessionKey })(messageId);
    expect(sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({ reason: { code: "CASE_HOLD" } });
  });

  it("lets messages leave again when the last case is closed; asking twice is asking once", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const hold = safety(world, hcp.hcpId);
    expect(await hold(false)).toEqual({ held: false });
    await hold(true);
    await hold(true);
    await hold(true, "MI-77");
    expect(await hold(false)).toEqual({ held: true });
    expect(await hold(false, "MI-77")).toEqual({ held: false });
    const stored = await engine.tables.send(
      new GetCommand({
        TableName: engine.names.people,
        Key: { pk: `HCP#${hcp.hcpId}`, sk: "CASE_HOLD" },
      }),
    );
    expect(stored.Item).toEqual({
      pk: `HCP#${hcp.hcpId}`,
      sk: "CASE_HOLD",
      v: 1,
      hcpId: hcp.hcpId,
      cases: [],
      rev: 4,
    });
    const { sender, sent } = memorySender();
    await world.handOff(sender)(await world.queue(hcp));
    expect(sent).toHaveLength(1);
  });

  it("is asked for people who are on record only", async () => {
    const world = makeWorld(engine);
    const nobody = HcpId.parse(newId("hcp", world.clock.now));
    await expect(safety(world, nobody)(true)).rejects.toMatchObject({ code: "not_found" });
  });
});
