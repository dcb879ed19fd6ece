import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageId } from "../../shared/model/ids.ts";
import { FLIGHT_STATES, type Message } from "../../shared/model/message.ts";
import { HOUR } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { consentHead } from "../consent/facts.ts";
import { findSuppression } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import { dueInstantOf } from "./due-index.ts";
import type { SendOutcome } from "./message-sender.ts";
import { providerReport, publishedReport } from "./provider-event.ts";
import { makeSettle } from "./settle.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** An event as SES publishes it (configuration set → EventBridge). */
function sesEvent(eventType: string, messageId: MessageId, more: Record<string, unknown> = {}) {
  const tags = { "ses:configuration-set": ["invito-dev"], messageId: [messageId], attempt: ["1"] };
  return {
    source: "aws.ses",
    "detail-type": `Email ${eventType}`,
    detail: { eventType, mail: { messageId: "0100019a-ses", tags }, ...more },
  };
}
const hardBounce = (messageId: MessageId) =>
  sesEvent("Bounce", messageId, { bounce: { bounceType: "Permanent", bounceSubType: "General" } });

async function left(outcome: SendOutcome = { kind: "accepted", providerMessageId: `p-${Math.random()}` }) {
  const world = makeWorld(engine);
  const hcp = await world.reachable();
  const messageId = await world.queue(hcp);
  await world.handOff(memorySender(() => outcome).sender)(messageId);
  const settleReport = makeSettle(world.deps);
  const settle = (event: unknown) => settleReport(providerReport(event));
  const suppression = () =>
    hcp.emailHash === undefined ? undefined : findSuppression(world.deps, hcp.emailHash);
  return {
    world,
    hcp,
    messageId,
    settle,
    suppression,
    state: async () => (await world.found(messageId)).state,
  };
}

/** A text that has left by a provider whose answer is known. */
async function leftBySms() {
  const world = makeWorld(engine);
  const messageId = await world.queue(await world.reachable("sms"), "sms");
  const outcome = { kind: "accepted", providerMessageId: `eum-${messageId}` } as const;
  await world.handOff(memorySender(() => outcome).sender)(messageId);
  const settleReport = makeSettle(world.deps);
  return { world, messageId, settleReport, settle: (event: unknown) => settleReport(providerReport(event)) };
}

describe("provider events", () => {
  it("move a message forward only, whatever their order and number", async () => {
    const { settle, messageId, state, world } = await left();
    for (const type of ["Delivery", "Send", "Delivery", "DeliveryDelay"])
      await settle(sesEvent(type, messageId));
    expect(await state()).toBe("delivered");
    expect((await world.found(messageId)).timeline.map((entry) => entry.state)).toEqual([
      "queued",
      "handed_off",
      "sent",
      "delivered",
    ]);
  });

  it("settle a message whose answer was lost", async () => {
    const { settle, messageId, state } = await left({ kind: "unknown", cause: "ECONNRESET" });
    expect(await state()).toBe("unknown");
    await settle(sesEvent("Send", messageId));
    expect(await state()).toBe("sent");
  });

  it("suppress the address after a permanent bounce or a complaint, and keep the first cause (2.9)", async () => {
    const { settle, messageId, state, suppression, world } = await left();
    await settle(sesEvent("Bounce", messageId, { bounce: { bounceType: "Transient" } }));
    expect([await state(), await suppression()]).toEqual(["soft_bounced", undefined]);
    await settle(hardBounce(messageId));
    expect([await state(), (await suppression())?.reason]).toEqual(["bounced", "bounce_hard"]);
    await settle(sesEvent("Complaint", messageId, { complaint: {} }));
    expect([await state(), (await suppression())?.reason]).toEqual(["complained", "bounce_hard"]);
    const { hcpId } = await world.found(messageId);
    expect(hcpId).toBeDefined();
  });

  it.each([
    { named: "at once", earlier: [] },
    { named: "also after a bounce that suppressed the address before", earlier: [hardBounce] },
  ])("of a complaint stop the person's mail at whatever address, $named (2.9)", async ({ earlier }) => {
    const { settle, messageId, hcp, world } = await left();
    for (const event of earlier) await settle(event(messageId));
    for (let time = 0; time < 2; time++) await settle(sesEvent("Complaint", messageId, { complaint: {} }));
    const moved = { ...hcp, email: "new@example.com", emailHash: sha256(`${hcp.hcpId}-new`), rev: 2 };
    await world.replaceHcp(moved);
    await world.consent(moved, "email", "grant", "rep");
    const head = await consentHead(world.deps, hcp.hcpId);
    expect(head.events.map((event) => event.action)).toEqual(["grant", "withdraw", "grant"]);
    const query = {
      channel: "email",
      addressHash: moved.emailHash,
      purpose: "promo",
      dataUse: "send",
    } as const;
    expect(head.covers({ ...query, now: world.clock.now })).toMatchObject({ reason: "withdrawn" });
    await world.consent(moved, "email", "grant");
    const again = await consentHead(world.deps, hcp.hcpId);
    expect(again.covers({ ...query, now: world.clock.now }).covered).toBe(true);
  });

  it("take in many of them at once without losing one", async () => {
    const { settle, messageId, state, suppression } = await left();
    const events = ["Send", "Delivery", "Delivery", "DeliveryDelay"].map((type) => sesEvent(type, messageId));
    await Promise.all([...events, hardBounce(messageId)].map(settle));
    expect([await state(), (await suppression())?.reason]).toEqual(["bounced", "bounce_hard"]);
  });

  it("find their message by the provider's id when they carry no tag", async () => {
    const { settle, state } = await left({ kind: "accepted", providerMessageId: "sms-862a" });
    await settle({ source: "aws.sms-voice", detail: { eventType: "TEXT_DELIVERED", messageId: "sms-862a" } });
    expect(await state()).toBe("delivered");
  });

  it("of opens, clicks, other mail and earlier attempts teach nothing", async () => {
    const { settle, messageId, state } = await left();
    await settle(sesEvent("Open", messageId));
    await settle(sesEvent("Click", messageId));
    await settle({ source: "aws.ses", detail: { eventType: "Bounce", mail: { messageId: "other" } } });
    const stale = sesEvent("Delivery", messageId);
    stale.detail.mail.tags.attempt = ["7"];
    await settle(stale);
    expect(await state()).toBe("sent");
  });

  it("are taken in whichever way they come, with what the text cost, in any order and number", async () => {
    const events = [
      { eventType: "TEXT_QUEUED" },
      { eventType: "TEXT_PENDING", totalMessagePrice: 0.00645 },
      { eventType: "TEXT_SUCCESSFUL", totalMessagePrice: 0.00645, totalCarrierFee: 0.003 },
      { eventType: "TEXT_DELIVERED", totalMessagePrice: 0.00645, totalCarrierFee: 0.003 },
      { eventType: "TEXT_UNKNOWN", totalMessagePrice: 0.00645, totalCarrierFee: 0.003 },
    ];
    const told = fc.record({ event: fc.constantFrom(...events), byTopic: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 6 }), async (list) => {
        const { world, messageId, settle, settleReport } = await leftBySms();
        const detail = (event: object) => ({
          messageId: "eum-1",
          context: { messageId, attempt: "1" },
          ...event,
        });
        for (const { event, byTopic } of list) {
          if (byTopic) await settleReport(publishedReport(JSON.stringify(detail(event))));
          else await settle({ source: "aws.sms-voice", detail: detail(event) });
        }
        const types = list.map(({ event }) => event.eventType);
        const has = (...wanted: string[]) => types.some((type) => wanted.includes(type));
        const message = await world.found(messageId);
        const weaker = has("TEXT_UNKNOWN") ? "no_report" : "sent";
        expect(message.state).toBe(has("TEXT_SUCCESSFUL", "TEXT_DELIVERED") ? "delivered" : weaker);
        const costs = list.flatMap(({ event }) =>
          event.totalMessagePrice === undefined ? [] : [event.totalCarrierFee === undefined ? 6450 : 9450],
        );
        const highest = costs.length === 0 ? undefined : Math.max(...costs);
        expect("handOff" in message && message.handOff.costMicros).toBe(highest);
        const states = message.timeline.map(({ state }) => state);
        expect(new Set(states).size).toBe(states.length);
      }),
      { numRuns: 12 },
    );
  });

  it("give an e-mail its price also when the answer was lost, and none when SES rejected it", async () => {
    const cost = async (outcome: SendOutcome | undefined, event: string) => {
      const { world, messageId, settle } = await left(outcome);
      await settle(sesEvent(event, messageId));
      const message = await world.found(messageId);
      return "handOff" in message ? message.handOff.costMicros : "none";
    };
    const lost = { kind: "unknown", cause: "ECONNRESET" } as const;
    expect(await cost(undefined, "Send")).toBe(160);
    expect(await cost(lost, "Delivery")).toBe(160);
    expect(await cost(lost, "Reject")).toBeUndefined();
  });
});

describe("a message that nobody reports on", () => {
  it.each([{ kind: "unknown", cause: "TimeoutError" }, undefined] as const)(
    "is no_report after 72 hours, takes its place for good, and believes whoever tells later (%j)",
    async (outcome) => {
      const { world, messageId, settle, state } = await left(outcome);
      const { sender, sent } = memorySender();
      world.clock.now += 72 * HOUR - 1;
      await world.handOff(sender)(messageId);
      expect(await state()).toBe(outcome === undefined ? "sent" : "unknown");
      world.clock.now += 1;
      await world.handOff(sender)(messageId);
      expect(await world.found(messageId)).toMatchObject({
        state: "no_report",
        reason: { code: "NO_REPORT" },
      });
      expect(sent).toEqual([]);
      await settle(sesEvent("Delivery", messageId));
      expect(await state()).toBe("delivered");
    },
  );

  it("is one that was not delivered, bounced or refused", () => {
    const waiting = FLIGHT_STATES.filter((state) => {
      const message = { state, handOff: { at: "2026-11-18T10:00:00.000Z" } } as Message;
      return dueInstantOf(message) !== undefined;
    });
    expect(waiting).toEqual(["handed_off", "unknown", "sent", "delivery_delayed"]);
  });
});
