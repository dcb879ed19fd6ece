import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import { sha256 } from "../runtime/hash.ts";
import { transact } from "../runtime/transaction.ts";
import { readAttention } from "./attention.ts";
import { makeHandOff } from "./hand-off.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWorld, memorySender, SESSION_KEY } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

describe("the hand-off of a due message while something else happens", () => {
  it("does not send when the opt-out commits between facts and hand-off", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    // the session key is read after the facts and before the transaction
    const sessionKey = async () => {
      await world.consent(hcp, "email", "withdraw");
      return SESSION_KEY;
    };
    await makeHandOff({ ...world.deps, sender, sessionKey })(messageId);
    expect(sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
  });

  it("does not send to an address that was suppressed between facts and hand-off", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    const sessionKey = async () => {
      const { emailHash } = hcp;
      if (emailHash === undefined) throw new Error("no address");
      const cause = { addressHash: emailHash, channel: "email" as const, reason: "complaint" as const };
      await transact(engine.tables, [suppressAddressPart(engine.names.people, cause, WEDNESDAY)]);
      return SESSION_KEY;
    };
    await makeHandOff({ ...world.deps, sender, sessionKey })(messageId);
    expect(sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({ state: "denied", reason: { code: "SUPPRESSED" } });
  });

  it("does not send to an address that an import replaced between facts and hand-off (CON-3)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    const sessionKey = async () => {
      const emailHash = sha256(`${hcp.hcpId}-new`);
      await world.replaceHcp({ ...hcp, email: "new@example.com", emailHash, rev: 2 });
      return SESSION_KEY;
    };
    await makeHandOff({ ...world.deps, sender, sessionKey })(messageId);
    expect(sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
  });

  it("lets exactly one of fifty rivals of two reps and two products take the last cap slot (vector 13, FRQ-1)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const other = world.person("rep");
    await world.align(other);
    const [first, second] = [await world.addVersion(), await world.addVersion()];
    await world.changeVersion(second, { product: "Cardivex" });
    await world.arrange(hcp, first, second);
    const reps = [world.rep, other];
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.queue(hcp, "email", world.clock.now, reps[index % reps.length]),
      ),
    );
    const { sender, sent } = memorySender();
    const handOff = world.handOff(sender);
    const tries = await Promise.allSettled(ids.map((id) => handOff(id)));
    // a rival that lost too often comes back with its queue message
    const again = ids.filter((_, index) => tries[index]?.status === "rejected");
    for (const id of again) await handOff(id);
    expect(sent).toHaveLength(1);
    const states = await Promise.all(ids.map(async (id) => (await world.found(id)).state));
    expect(states.filter((state) => state === "sent")).toHaveLength(1);
    expect(states.filter((state) => state === "denied")).toHaveLength(49);
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toHaveLength(1);
  }, 30_000);

  it("sends once when the queue delivers the same message many times at once", async () => {
    const world = makeWorld(engine);
    const messageId = await world.queue(await world.reachable());
    const { sender, sent } = memorySender();
    const handOff = world.handOff(sender);
    await Promise.allSettled(Array.from({ length: 10 }, () => handOff(messageId)));
    await handOff(messageId);
    expect(sent).toHaveLength(1);
  });
});
