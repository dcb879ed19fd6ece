import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { consentHead } from "../consent/facts.ts";
import { addressHash, findSuppression } from "../directory/facts.ts";
import { makeSendServiceText } from "../messaging/send-service-text.ts";
import { readServiceText, serviceTextIdOf } from "../messaging/service-text-store.ts";
import { memorySender } from "../messaging/world.fixture.ts";
import { makePhones, memoryList, PEPPER } from "./inbound.fixture.ts";
import { makeMirrorNumber } from "./mirror-number.ts";
import { type MailSuppressions, mirrorSuppressions } from "./mirror-suppressions.ts";
import { reconcileOptOuts } from "./reconcile-opt-outs.ts";
import { settleInbound } from "./settle-inbound.ts";
import { inboundIdOf, listOpen, readInbound } from "./store.ts";
import { withdrawUndecided } from "./withdraw-undecided.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

let numbers = 0;
async function texter() {
  const phones = makePhones(engine);
  const number = `+35386777${String(++numbers).padStart(4, "0")}`;
  const hcp = await phones.give(await phones.reachable("sms"), number);
  await phones.consent(hcp, "sms", "grant");
  const last = async () => (await consentHead(phones.deps, hcp.hcpId)).events.at(-1);
  return { ...phones, number, hcp, last };
}

describe("the provider's opt-out list (CON-13)", () => {
  it("gets a number after the confirmation of its STOP has left, not before", async () => {
    const one = await texter();
    const mirror = makeMirrorNumber(one.deps);
    await one.receive(one.bodyOf(one.number, "STOP", { id: "mirror-1" }));
    const textId = serviceTextIdOf(inboundIdOf("mirror-1"));
    await mirror.ofPerson(one.hcp.hcpId);
    expect(one.list.numbers.size).toBe(0);
    const { sender, sent } = memorySender();
    await makeSendServiceText({ ...one.deps, sender, wait: async () => undefined })(textId);
    await mirror.afterAnswer(textId);
    expect(sent).toMatchObject([
      { to: one.number, text: expect.stringMatching(/^Acme Therapeutics: you are opted out/) },
    ]);
    expect([...one.list.numbers]).toEqual([one.number]);
  });

  it("gets a number that was stopped elsewhere, and loses it only by the HCP's own act", async () => {
    const one = await texter();
    const mirror = makeMirrorNumber(one.deps);
    await mirror.ofPerson(one.hcp.hcpId);
    expect(one.list.numbers.size).toBe(0);
    await one.consent(one.hcp, "sms", "withdraw", "rep");
    await mirror.ofPerson(one.hcp.hcpId);
    expect([...one.list.numbers]).toEqual([one.number]);
    await one.consent(one.hcp, "sms", "grant", "rep");
    await mirror.ofPerson(one.hcp.hcpId);
    expect([...one.list.numbers]).toEqual([one.number]);
    await one.consent(one.hcp, "sms", "grant", "hcp");
    await mirror.ofPerson(one.hcp.hcpId);
    expect(one.list.numbers.size).toBe(0);
  });

  it("teaches us what only the carrier saw, page by page and once; nothing is opened by what is not on it", async () => {
    const [one, two] = [await texter(), await texter()];
    const strangers = ["+353867779001", "+353867779002"];
    const optOuts = memoryList(one.number, ...strangers);
    const deps = { ...one.deps, optOuts };
    expect(await reconcileOptOuts(deps)).toBe(3);
    expect(await one.last()).toMatchObject({ action: "withdraw", actor: "system" });
    expect(await reconcileOptOuts(deps)).toBe(0);
    optOuts.numbers.clear();
    await reconcileOptOuts(deps);
    expect(await one.last()).toMatchObject({ action: "withdraw" });
    expect(await two.last()).toMatchObject({ action: "grant" });
  });
});

describe("SES's account suppression list (domain-rules 2.9)", () => {
  it("is mirrored once an hour; ours is the superset and nothing is removed", async () => {
    const phones = makePhones(engine);
    const asked: (number | undefined)[] = [];
    const listed = [
      { address: "Gone@example.com", reason: "BOUNCE" },
      { address: "angry@example.com", reason: "COMPLAINT" },
    ] as const;
    const mails: MailSuppressions = {
      async page(since, token) {
        asked.push(since);
        return token === undefined
          ? { addresses: listed.slice(0, 1), next: "1" }
          : { addresses: listed.slice(1) };
      },
    };
    const realTime = () => Date.parse("2026-11-24T10:00:00Z");
    const deps = { ...phones.deps, mails, realTime };
    const reasonOf = async (address: string) =>
      (await findSuppression(phones.deps, addressHash(PEPPER, "email", address)))?.reason;
    expect(await mirrorSuppressions(deps)).toBe(2);
    expect([await reasonOf("gone@example.com"), await reasonOf("angry@example.com")]).toEqual([
      "bounce_hard",
      "complaint",
    ]);
    phones.clock.now += 59 * MINUTE;
    expect(await mirrorSuppressions(deps)).toBeUndefined();
    phones.clock.now += MINUTE;
    const emptied = { ...deps, mails: { page: async () => ({ addresses: [] }) } };
    expect(await mirrorSuppressions(emptied)).toBe(0);
    expect(await reasonOf("gone@example.com")).toBe("bounce_hard");
    phones.clock.now += HOUR;
    expect(await mirrorSuppressions(deps)).toBe(0);
    // the first look takes everything, later ones what is new, with a day to spare
    expect(asked).toEqual([undefined, undefined, realTime() - DAY, realTime() - DAY]);
  });
});

describe("a text to decide about (domain-rules 2.7, 2c)", () => {
  async function held(id: string) {
    const one = await texter();
    await one.receive(one.bodyOf(one.number, "Cancel Tuesday's call", { id }));
    const inbound = await readInbound(one.deps, inboundIdOf(id));
    if (inbound?.dueAt === undefined) throw new Error("nothing is to decide");
    const settle = (outcome: "withdrawn" | "resumed") =>
      settleInbound(
        one.deps,
        inbound,
        { outcome, by: { type: "user", id: "u-1", role: "compliance" }, actor: "privacy_office" },
        one.clock.now,
      );
    return { ...one, inbound, dueAt: Date.parse(inbound.dueAt), settle };
  }
  const open = async (deps: Parameters<typeof listOpen>[0]) =>
    (await listOpen(deps, { limit: 100 })).items.map(({ inboundId }) => inboundId);

  it("becomes a withdrawal one business day later if nobody decides", async () => {
    const one = await held("undecided-1");
    one.clock.now = one.dueAt - MINUTE;
    expect(await withdrawUndecided(one.deps)).toBe(0);
    one.clock.now = one.dueAt + MINUTE;
    expect(await withdrawUndecided(one.deps)).toBe(1);
    expect(await one.last()).toMatchObject({ action: "withdraw", actor: "system" });
    expect(await withdrawUndecided(one.deps)).toBe(0);
    expect(await open(one.deps)).not.toContain(one.inbound.inboundId);
  });

  it("goes on where a person says that it was about something else, and messages leave again", async () => {
    const one = await held("decided-1");
    expect(await open(one.deps)).toContain(one.inbound.inboundId);
    await one.settle("resumed");
    expect(await one.last()).toMatchObject({ action: "resume", actor: "privacy_office" });
    const { sender, sent } = memorySender();
    await one.handOff(sender)(await one.queue(one.hcp, "sms"));
    expect(sent).toHaveLength(1);
    one.clock.now = one.dueAt + MINUTE;
    expect(await withdrawUndecided(one.deps)).toBe(0);
  });

  it("is decided once: of two people the first one counts", async () => {
    const one = await held("decided-2");
    const outcomes = await Promise.all([one.settle("withdrawn"), one.settle("resumed")]);
    expect(new Set(outcomes.map(({ outcome }) => outcome)).size).toBe(1);
  });
});

describe("an answer outside the send gate (domain-rules 2.1)", () => {
  async function asked(id: string, words = "HELP") {
    const one = await texter();
    await one.receive(one.bodyOf(one.number, words, { id }));
    const textId = serviceTextIdOf(inboundIdOf(id));
    const state = async () => (await readServiceText(one.deps, textId))?.state;
    const waits: number[] = [];
    const send = (sender: ReturnType<typeof memorySender>["sender"]) =>
      makeSendServiceText({ ...one.deps, sender, wait: async (ms) => void waits.push(ms) })(textId);
    return { ...one, textId, state, send, waits };
  }

  it("leaves once, however often its event comes", async () => {
    const one = await asked("once-1");
    const { sender, sent } = memorySender();
    await Promise.all([one.send(sender), one.send(sender), one.send(sender)]);
    await one.send(sender);
    expect([sent.length, await one.state()]).toEqual([1, "sent"]);
  });

  it("never leaves again after an answer that was lost", async () => {
    const one = await asked("lost-1");
    const { sender, sent } = memorySender(() => ({ kind: "unknown", cause: "reset" }));
    await one.send(sender);
    await one.send(sender);
    expect([sent.length, await one.state()]).toEqual([1, "unknown"]);
  });

  it("is tried again within the minute while the provider surely takes nothing, and stays to be tried", async () => {
    const one = await asked("busy-1");
    const busy = memorySender(() => ({ kind: "refused", code: "ThrottlingException", permanent: false }));
    await expect(one.send(busy.sender)).rejects.toThrow("busy");
    expect([busy.sent.length, await one.state()]).toEqual([4, "retry"]);
    expect(one.waits.reduce((sum, ms) => sum + ms)).toBeLessThan(20_000);
    const { sender, sent } = memorySender();
    await one.send(sender);
    expect([sent.length, await one.state()]).toEqual([1, "sent"]);
  });

  it("does not leave an hour late, nor to a number that is somebody else's by now", async () => {
    const late = await asked("late-1");
    late.clock.now += HOUR + MINUTE;
    const { sender, sent } = memorySender();
    await late.send(sender);
    const other = await asked("other-1", "good morning");
    await other.receive(other.bodyOf(other.number, "wrong number"));
    await other.send(sender);
    expect([sent, await late.state(), await other.state()]).toEqual([[], "not_sent", "not_sent"]);
  });
});
