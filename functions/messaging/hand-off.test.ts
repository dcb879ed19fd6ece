import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import { sha256 } from "../runtime/hash.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { transact } from "../runtime/transaction.ts";
import { readAttention } from "./attention.ts";
import { makeHandOff } from "./hand-off.ts";
import { handOffToken } from "./link-token.ts";
import type { SendOutcome } from "./message-sender.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWorld, memorySender, SESSION_KEY } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const record = async (pk: string, sk: string) =>
  (await engine.tables.send(new GetCommand({ TableName: engine.names.records, Key: { pk, sk } }))).Item;

describe("the hand-off of a due message", () => {
  it("sends once, mints the link and the unsubscribe, takes the cap slot and writes the audit chain", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);

    const link = handOffToken(SESSION_KEY, "link", messageId, 1);
    const unsubscribe = handOffToken(SESSION_KEY, "unsub", messageId, 1);
    expect(link).toMatch(/^[0-9A-Za-z]{22}$/);
    expect(sent).toMatchObject([
      { channel: "email", to: hcp.email, unsubscribeUrl: `https://hcp.acme.example/u/${unsubscribe}` },
    ]);
    expect(sent[0]?.text).toContain(`https://hcp.acme.example/s/${link}`);
    expect(await record(`LINK#${sha256(link)}`, "LINK")).toMatchObject({ hcpId: hcp.hcpId, messageId });
    expect(await record(`UNSUBSCRIBE#${sha256(unsubscribe)}`, "UNSUBSCRIBE")).toMatchObject({ messageId });
    expect(await world.found(messageId)).toMatchObject({
      state: "sent",
      handOff: { attempt: 1, providerMessageId: `provider-${messageId}-1` },
    });
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toMatchObject([
      { messageId, at: WEDNESDAY },
    ]);
    const audit = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `Message#${messageId}` },
      }),
    );
    expect(audit.Items?.map((link) => link.action)).toEqual([
      "message.compose",
      "message.hand_off",
      "message.accepted",
    ]);
  });

  it("stores no token, no address and no name with the message or its audit", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const messageId = await world.queue(hcp);
    await world.handOff(memorySender().sender)(messageId);
    const stored = JSON.stringify(await record(`MSG#${messageId}`, "MESSAGE"));
    const token = handOffToken(SESSION_KEY, "link", messageId, 1);
    for (const secret of [token, hcp.email ?? "", hcp.lastName]) expect(stored).not.toContain(secret);
  });

  it("shows the preview only where a version may be shown inside mail (MLR-9)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable();
    const { sender, sent } = memorySender();
    await world.handOff(sender)(await world.queue(hcp));
    expect(sent).toMatchObject([{ html: expect.stringContaining(`previews/${"p".repeat(32)}.gif`) }]);
    const other = await world.addHcp();
    const pageOnly = await world.addVersion();
    await world.changeVersion(pageOnly, { channels: ["space"] });
    await world.consent(other, "email", "grant");
    await world.arrange(other, pageOnly);
    await world.handOff(sender)(await world.queue(other));
    expect(sent[1]).toMatchObject({ html: expect.not.stringContaining("<img") });
  });

  it("sends a text of one part (INV-8)", async () => {
    const world = makeWorld(engine);
    const hcp = await world.reachable("sms");
    const messageId = await world.queue(hcp, "sms");
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(sent).toMatchObject([
      { channel: "sms", to: hcp.mobile, text: expect.stringContaining("Reply STOP") },
    ]);
    expect(await world.found(messageId)).toMatchObject({ state: "sent" });
  });

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
