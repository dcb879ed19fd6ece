import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { VisitId } from "../../shared/model/ids.ts";
import { DAY, HOUR, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { appendConsent, type ConsentEntry } from "../consent/append.ts";
import { newId } from "../runtime/ids.ts";
import { noteSeen } from "../spaces/last-seen.ts";
import { holdChannel } from "./channel-hold.ts";
import { gatherFacts } from "./gather-facts.ts";
import { SYSTEM } from "./record-change.ts";
import { sendGate } from "./send-gate.ts";
import { makeSettle } from "./settle.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

type World = ReturnType<typeof makeWorld>;

async function verdictFor({ deps, rep, clock }: World, hcp: Hcp, channel: Channel) {
  const gathered = await gatherFacts(deps, { hcpId: hcp.hcpId, channel, sender: rep }, clock.now);
  if (gathered === undefined) throw new Error("nobody is there");
  return sendGate(gathered.facts, clock.now);
}

/** An own declaration by its text: to be written to, or to be counted. */
async function agree(world: World, hcp: Hcp, textVersion: string, scope: ConsentEntry["scope"]) {
  const entry: ConsentEntry = {
    action: "grant",
    actor: "hcp",
    scope: { purpose: "promo", ...scope },
    evidence: { textVersion, method: "web_form", reference: "form-1" },
    expiresAt: instantText(world.clock.now + 600 * DAY),
  };
  await appendConsent(world.deps, hcp.hcpId, SYSTEM, () => entry, world.clock.now);
}

async function invite(world: World, hcp: Hcp, channel: Channel) {
  const messageId = await world.queue(hcp, channel);
  await world.handOff(memorySender().sender)(messageId);
  expect(await world.found(messageId)).toMatchObject({ state: "sent" });
  return messageId;
}

describe("the facts of the gate, from the stores", () => {
  it("hold the frequency that the declaration promised (2.6)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.addHcp();
    await world.align(world.rep);
    await world.arrange(hcp, await world.addVersion());
    const addressHash = addressHashOf(hcp, "sms");
    await agree(world, hcp, "in-person.sms.en.1", { channel: "sms", addressHash, dataUse: "send" });
    const gathered = await gatherFacts(
      world.deps,
      { hcpId: hcp.hcpId, channel: "sms", sender: world.rep },
      world.clock.now,
    );
    expect(gathered?.facts).toMatchObject({ promised: { count: 2, days: 7 }, visits: { kind: "unknown" } });
  });

  it("know a row of messages without a visit, and the visit that ends it (FRQ-5)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    await agree(world, hcp, "in-person.track.en.1", { dataUse: "track_individual" });
    for (let row = 0; row < 3; row++) {
      await world.arrange(hcp, await world.addVersion());
      await invite(world, hcp, "email");
      world.clock.now += 7 * DAY;
    }
    await world.arrange(hcp, await world.addVersion());
    expect(await verdictFor(world, hcp, "email")).toMatchObject({
      reason: { code: "FREQ_CAP", words: expect.stringContaining("brought no visit") },
    });
    await noteSeen(world.deps, hcp.hcpId, VisitId.parse(newId("vis", world.clock.now)), world.clock.now);
    expect(await verdictFor(world, hcp, "email")).toEqual({ verdict: "ALLOW", tracking: "individual" });
  });

  it("open the second channel when the first message bounced, once (5.1)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    await world.consent(hcp, "sms", "grant");
    const first = await invite(world, hcp, "email");
    world.clock.now += DAY;
    expect(await verdictFor(world, hcp, "sms")).toMatchObject({ reason: { code: "FREQ_CAP" } });
    await makeSettle(world.deps)({
      messageId: first,
      providerMessageId: `provider-${first}-1`,
      attempt: 1,
      fact: "bounced",
      costMicros: undefined,
    });
    expect(await verdictFor(world, hcp, "sms")).toMatchObject({ verdict: "ALLOW" });
    await invite(world, hcp, "sms");
    world.clock.now += 5 * DAY;
    expect(await verdictFor(world, hcp, "sms")).toMatchObject({ reason: { code: "FREQ_CAP" } });
  });

  it("count a new version of a piece as the same claims for a fortnight (5.1)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const contentId = newId("con", world.clock.now);
    const [first, second] = [await world.addVersion(), await world.addVersion()];
    for (const versionId of [first, second]) await world.changeVersion(versionId, { contentId });
    await world.arrange(hcp, first);
    await invite(world, hcp, "email");
    world.clock.now += 7 * DAY;
    await world.arrange(hcp, second);
    expect(await verdictFor(world, hcp, "email")).toMatchObject({
      reason: { code: "FREQ_CAP", earliestAt: instantText(world.clock.now + 7 * DAY) },
    });
  });

  it("tell the dry run of a channel that is held", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    await holdChannel(world.deps, "email", "SendingPausedException", world.clock.now);
    expect(await verdictFor(world, hcp, "email")).toMatchObject({
      verdict: "DELAY",
      reason: { code: "CHANNEL_HELD", earliestAt: instantText(world.clock.now + HOUR / 4) },
    });
  });
});
