import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { makeHandOff } from "./hand-off.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const BUCKET = "invito-media";

/** The text that leaves where stage, country and approval say so about pictures. */
async function textWith(allow: { stage: boolean; country: boolean; piece: boolean }) {
  const world = makeWorld(engine);
  const hcp = await world.addHcp();
  const versionId = await world.addVersion();
  await world.align(world.rep);
  await world.consent(hcp, "sms", "grant");
  await world.changeVersion(versionId, { channels: allow.piece ? ["space", "sms"] : ["space", "email"] });
  await world.arrange(hcp, versionId);
  const profiles: Profiles = (country, now) => {
    const state = world.deps.profiles(country, now);
    if (!state.inForce) return state;
    const sms = { ...state.profile.sms, pictures: allow.country };
    return { ...state, profile: { ...state.profile, sms } };
  };
  const { sender, sent } = memorySender();
  const pictureBucket = allow.stage ? BUCKET : undefined;
  const messageId = await world.queue(hcp, "sms");
  await makeHandOff({ ...world.deps, sender, profiles, pictureBucket })(messageId);
  return sent[0];
}

describe("a text", () => {
  it("carries the moving picture where stage, country and the piece's approval allow it (MLR-9)", async () => {
    const text = await textWith({ stage: true, country: true, piece: true });
    expect(text).toMatchObject({
      channel: "sms",
      pictureUrl: `s3://${BUCKET}/previews/${"p".repeat(32)}.gif`,
    });
  });

  it.each([
    { stage: false, country: true, piece: true },
    { stage: true, country: false, piece: true },
    { stage: true, country: true, piece: false },
  ])("carries none where one of them does not: %j", async (allow) => {
    const text = await textWith(allow);
    expect(text).toMatchObject({ channel: "sms" });
    expect(text).not.toHaveProperty("pictureUrl");
  });
});
