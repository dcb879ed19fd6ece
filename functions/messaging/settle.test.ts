import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { consentHead } from "../consent/facts.ts";
import { findSuppression } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { SendOutcome } from "./message-sender.ts";
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
  const settle = makeSettle(world.deps);
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
});
