import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { MessageId, Sha256 } from "../../shared/model/ids.ts";
import { HOUR, MINUTE, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeConsentPages } from "../consent/page.ts";
import { sha256 } from "../runtime/hash.ts";
import { gatherFacts } from "./gather-facts.ts";
import { makeHandOff } from "./hand-off.ts";
import type { OutgoingMessage } from "./message-sender.ts";
import { sendGate } from "./send-gate.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** The gate's answer for somebody at this moment, from the stores. */
async function verdict(world: ReturnType<typeof makeWorld>, hcp: Hcp) {
  const { deps, rep, clock } = world;
  const question = { hcpId: hcp.hcpId, channel: "email", sender: rep } as const;
  const gathered = await gatherFacts(deps, question, clock.now);
  if (gathered === undefined) throw new Error("nobody is there");
  const answer = sendGate(gathered.facts, clock.now);
  return answer.verdict === "ALLOW" ? "ALLOW" : `${answer.verdict} ${answer.reason.code}`;
}

const tokenIn = (mail: OutgoingMessage | undefined) =>
  /\/u\/([0-9A-Za-z]{22})/.exec(JSON.stringify(mail ?? ""))?.[1] ?? "";
const press = ({ deps, clock }: ReturnType<typeof makeWorld>, token: string) =>
  makeConsentPages(deps).unsubscribe({
    params: { token },
    query: undefined,
    body: undefined,
    caller: undefined,
    context: { now: clock.now, requestId: "r", headers: {}, cookies: [] },
  });

describe("consent vectors of Appendix C over the real stores", () => {
  it("vector 3: STOP 10:00, a rep's grant 10:05, gate 10:06 denies; START 10:10, gate allows", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const ten = world.clock.now;
    expect(await verdict(world, hcp)).toBe("ALLOW");
    await world.consent(hcp, "email", "withdraw");
    world.clock.now = ten + 5 * MINUTE;
    await world.consent(hcp, "email", "grant", "rep");
    world.clock.now = ten + 6 * MINUTE;
    expect(await verdict(world, hcp)).toBe("DENY NO_CONSENT");
    await world.consent(hcp, "email", "grant", "import");
    expect(await verdict(world, hcp)).toBe("DENY NO_CONSENT");
    world.clock.now = ten + 10 * MINUTE;
    await world.consent(hcp, "email", "grant", "hcp");
    expect(await verdict(world, hcp)).toBe("ALLOW");
  });

  it("vector 5: scheduled 09:00 for 14:00, withdrawn 13:59:59, does not leave", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const stays = await world.reachable();
    const nine = world.clock.now;
    const due = nine + 5 * HOUR;
    const stopped = await world.queue(hcp, "email", due);
    const other = await world.queue(stays, "email", due);
    world.clock.now = due - SECOND;
    await world.consent(hcp, "email", "withdraw");
    world.clock.now = due;
    const { sender, sent } = memorySender();
    const leave = (messageId: MessageId) => world.handOff(sender)(messageId);
    await Promise.all([stopped, other].map(leave));
    expect(sent.map(({ messageId }) => messageId)).toEqual([other]);
    expect(await world.found(stopped)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
  });

  it("vector 16: two share a practice's mailbox: each mail names one, consent is each person's, STOP is the address's", async () => {
    const world = makeWorld(engine);
    const shared = { email: "desk@practice.example.com", emailHash: sha256(`desk ${world.clock.now}`) };
    const a = await world.reachable("email", { ...shared, title: "Dr", lastName: "Adair" });
    const b = await world.reachable("email", { ...shared, title: "Dr", lastName: "Byrne" });
    const c = await world.addHcp({ ...shared, lastName: "Carey" });
    // consent per person: a colleague's does not count
    expect(await verdict(world, c)).toBe("DENY NO_CONSENT");
    const { sender, sent } = memorySender();
    await world.handOff(sender)(await world.queue(a));
    expect(JSON.stringify(sent[0])).toContain("Dr Adair");
    expect(JSON.stringify(sent[0])).not.toContain("Byrne");
    expect(await verdict(world, b)).toBe("ALLOW");
    world.clock.now += MINUTE;
    expect((await press(world, tokenIn(sent[0]))).status).toBe(200);
    expect(await verdict(world, b)).toBe("DENY NO_CONSENT");
    // nobody else's word opens it, the own one does, and only for them
    world.clock.now += MINUTE;
    await world.consent(b, "email", "grant", "rep");
    expect(await verdict(world, b)).toBe("DENY NO_CONSENT");
    await world.consent(b, "email", "grant", "hcp");
    expect(await verdict(world, b)).toBe("ALLOW");
    world.clock.now += 3 * HOUR;
    expect(await verdict(world, a)).toBe("DENY NO_CONSENT");
  });

  it("vector 16: a stop between the other's gate and hand-off keeps the mail", async () => {
    const world = makeWorld(engine);
    const shared = { email: "desk@practice.example.com", emailHash: sha256(`race ${world.clock.now}`) };
    const a = await world.reachable("email", shared);
    const b = await world.reachable("email", { ...shared, lastName: "Byrne" });
    const first = memorySender();
    await world.handOff(first.sender)(await world.queue(a));
    const messageId = await world.queue(b);
    let asked = 0;
    const { deps, clock } = world;
    const late = memorySender();
    const handOff = makeHandOff({
      ...deps,
      sender: late.sender,
      // asked for after the gate has answered and before the transaction
      sessionKey: async () => {
        asked += 1;
        clock.now += SECOND;
        if (asked === 1) await press(world, tokenIn(first.sent[0]));
        return deps.sessionKey();
      },
    });
    await handOff(messageId);
    expect(late.sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
    expect(addressHashOf(a, "email")).toBe(addressHashOf(b, "email") as Sha256);
  });
});
