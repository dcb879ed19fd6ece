import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { makeHandOff } from "./hand-off.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

describe("the hand-off of a due message that may not leave, or not yet", () => {
  it("does not send what was withdrawn after scheduling (vector 4)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.addHcp();
    const versionId = await world.addVersion();
    await world.align(world.rep);
    await world.consent(hcp, "email", "grant");
    await world.arrange(hcp, versionId);
    const messageId = await world.queue(hcp, "email", WEDNESDAY + 4 * HOUR);
    world.clock.now = WEDNESDAY + 4 * HOUR - 30 * SECOND;
    await world.changeVersion(versionId, {
      state: "withdrawn",
      withdrawnAt: "2026-11-18T13:59:30.000Z",
      withdrawnBy: "u-reviewer",
      withdrawalReason: "safety_update",
    });
    world.clock.now = WEDNESDAY + 4 * HOUR;
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(sent).toEqual([]);
    expect(await world.found(messageId)).toMatchObject({
      state: "denied",
      reason: { code: "CONTENT_NOT_USABLE" },
    });
  });

  it("does not send after an opt-out one second before, and does after the HCP's own new grant (vectors 3 and 5)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const first = await world.queue(hcp, "email", WEDNESDAY + HOUR);
    world.clock.now = WEDNESDAY + HOUR - SECOND;
    await world.consent(hcp, "email", "withdraw");
    world.clock.now = WEDNESDAY + HOUR;
    const { sender, sent } = memorySender();
    await world.handOff(sender)(first);
    expect(await world.found(first)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
    await world.consent(hcp, "email", "grant");
    const second = await world.queue(hcp);
    await world.handOff(sender)(second);
    expect(sent.map((message) => message.messageId)).toEqual([second]);
  });

  it.each([
    { country: "DE", channel: "email", state: "denied" },
    { country: "DE", channel: "sms", state: "denied" },
    { country: "IE", channel: "email", state: "denied" },
    { country: "IE", channel: "sms", state: "sent" },
    { country: "GB", channel: "email", state: "sent" },
  ] as const)("$state by $channel in $country on a grant that only a rep recorded (2.3)", async (place) => {
    const world = makeWorld(engine);
    const { country, channel, state } = place;
    const language = { DE: "de-DE", IE: "en-IE", GB: "en-GB" }[country];
    const hcp = await world.addHcp({ country, language });
    await world.align(world.rep);
    await world.consent(hcp, channel, "grant", "rep");
    const versionId = await world.addVersion();
    await world.changeVersion(versionId, { countries: [country], language });
    await world.arrange(hcp, versionId);
    const messageId = await world.queue(hcp, channel);
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(await world.found(messageId)).toMatchObject(
      state === "denied" ? { state, reason: { code: "NO_CONSENT" } } : { state },
    );
    expect(sent).toHaveLength(state === "sent" ? 1 : 0);
  });

  it("waits over night and leaves in the morning (QUIET_HOURS)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    world.clock.now = WEDNESDAY + 10 * HOUR;
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(await world.found(messageId)).toMatchObject({
      state: "queued",
      dueAt: "2026-11-19T08:30:00.000Z",
      rev: 2,
    });
    await world.handOff(sender)(messageId);
    expect(sent).toEqual([]);
    world.clock.now = Date.parse("2026-11-19T08:30:00.000Z");
    await world.handOff(sender)(messageId);
    expect(sent).toHaveLength(1);
  });

  it("ends a permission when the country's profile says so (2.10)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const strict: Profiles = (country, now) => {
      const state = demoProfiles(country, now);
      return state.inForce ? { ...state, profile: { ...state.profile, consentMonths: 1 } } : state;
    };
    world.clock.now = Date.parse("2026-12-18T10:00:00.000Z");
    const { sender, sent } = memorySender();
    const late = await world.queue(hcp);
    await makeHandOff({ ...world.deps, profiles: strict, sender })(late);
    expect(await world.found(late)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
    await world.handOff(sender)(await world.queue(hcp));
    expect(sent).toHaveLength(1);
  });

  it("expires a message that could not leave for seven days", async () => {
    const world = makeWorld(engine);
    const messageId = await world.queue(await world.reachable());
    world.clock.now = WEDNESDAY + 7 * DAY;
    await world.handOff(memorySender().sender)(messageId);
    expect(await world.found(messageId)).toMatchObject({ state: "expired" });
  });
});
