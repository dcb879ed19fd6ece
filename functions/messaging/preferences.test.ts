import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { PreferenceChange } from "../../shared/model/preference.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { appendConsent } from "../consent/append.ts";
import { gatherFacts } from "./gather-facts.ts";
import { makeHandOff } from "./hand-off.ts";
import { sendGate } from "./send-gate.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());
type World = ReturnType<typeof makeWorld>;

/** The HCP presses on their own page. */
const wish = ({ deps, clock }: World, { hcpId }: Hcp, preference: PreferenceChange) =>
  appendConsent(
    deps,
    hcpId,
    { type: "hcp", id: hcpId },
    () => ({
      action: "prefer",
      actor: "hcp",
      scope: {},
      evidence: { textVersion: "pages.en.1", method: "web_form", reference: "vis_1" },
      preference,
    }),
    clock.now,
  );
async function verdict({ deps, rep, clock }: World, { hcpId }: Hcp) {
  const gathered = await gatherFacts(deps, { hcpId, channel: "email", sender: rep }, clock.now);
  if (gathered === undefined) throw new Error("nobody is there");
  return sendGate(gathered.facts, clock.now);
}

describe("what an HCP chose on the preference centre, at the gate (F11: effective on the next decision)", () => {
  it("CON-6: days and hours take the place of the platform's, and come back", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    expect(await verdict(world, hcp)).toMatchObject({ verdict: "ALLOW" });
    await wish(world, hcp, { hours: { hours: { thu: ["12:00", "14:00"] } } });
    expect(await verdict(world, hcp)).toMatchObject({
      verdict: "DELAY",
      reason: { code: "QUIET_HOURS", earliestAt: expect.stringMatching(/T12:00/) },
    });
    await wish(world, hcp, { hours: null });
    expect(await verdict(world, hcp)).toMatchObject({ verdict: "ALLOW" });
  });

  it("FRQ-2: once a week is one message in seven days, over every rep and brand", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const { sender } = memorySender();
    await world.handOff(sender)(await world.queue(hcp));
    const left = world.clock.now;
    await world.arrange(hcp, await world.addVersion());
    world.clock.now = left + 5 * DAY;
    expect(await verdict(world, hcp)).toMatchObject({ verdict: "ALLOW" });
    await wish(world, hcp, { frequency: "weekly" });
    expect(await verdict(world, hcp)).toMatchObject({
      verdict: "DENY",
      reason: { code: "FREQ_CAP", earliestAt: instantText(left + 7 * DAY) },
    });
    await wish(world, hcp, { frequency: "as_it_comes" });
    expect(await verdict(world, hcp)).toMatchObject({ verdict: "ALLOW" });
  });

  it("CON-2: a topic that was turned off keeps a page with it, and says which", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const off = (product: string | undefined) =>
      appendConsent(
        world.deps,
        hcp.hcpId,
        { type: "hcp", id: hcp.hcpId },
        () => ({
          action: "withdraw",
          actor: "hcp",
          scope: { purpose: "promo", dataUse: "send", product },
          evidence: { textVersion: "pages.en.1", method: "web_form", reference: "vis_1" },
        }),
        world.clock.now,
      );
    await off("Glucora");
    expect(await verdict(world, hcp)).toMatchObject({ verdict: "ALLOW" });
    await off("Cardiolex");
    expect(await verdict(world, hcp)).toMatchObject({
      reason: {
        code: "NO_CONSENT",
        words: "The contact wants no messages about Cardiolex. Take it off the page.",
      },
    });
    await off(undefined);
    expect(await verdict(world, hcp)).toMatchObject({
      reason: { code: "NO_CONSENT", words: expect.stringContaining("has opted out") },
    });
  });

  it("speaks the language that was chosen, in mails and texts, about content that keeps its own", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    await wish(world, hcp, { language: "de" });
    const { sender, sent } = memorySender();
    await world.handOff(sender)(await world.queue(hcp));
    expect(JSON.stringify(sent[0])).toContain("Ihre Einstellungen");
    expect(JSON.stringify(sent[0])).not.toContain("Your choices");
    const texted = await world.reachable("sms");
    await wish(world, texted, { language: "fr" });
    await world.handOff(sender)(await world.queue(texted, "sms"));
    expect(JSON.stringify(sent[1])).toContain("a partagé des informations avec vous");
  });

  it("holds a message whose wish came between gate and hand-off: the transaction rests on the same log", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    let asked = 0;
    const handOff = makeHandOff({
      ...world.deps,
      sender,
      // asked for after the gate has answered and before the transaction
      sessionKey: async () => {
        asked += 1;
        if (asked === 1) await wish(world, hcp, { hours: { hours: { thu: ["12:00", "14:00"] } } });
        return world.deps.sessionKey();
      },
    });
    await handOff(messageId);
    expect(sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({
      state: "queued",
      reason: { code: "QUIET_HOURS" },
    });
  });
});
