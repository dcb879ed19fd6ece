import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR, instantText, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { consentHead } from "../consent/facts.ts";
import { findAddressStanding } from "../directory/facts.ts";
import { readAttention } from "./attention.ts";
import { readHold } from "./channel-hold.ts";
import type { SendOutcome } from "./message-sender.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

type Refusal = Omit<Extract<SendOutcome, { kind: "refused" }>, "kind">;
const refusing = (refusal: Refusal) => memorySender(() => ({ kind: "refused", ...refusal }));
const OPTED_OUT = {
  code: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
  permanent: true,
  action: "withdraw",
} as const;
const SPENT = {
  code: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
  permanent: false,
  action: "hold_channel",
} as const;

async function refusedText(refusal: Refusal) {
  const world = makeWorld(engine);
  const hcp = await world.reachable("sms");
  const messageId = await world.queue(hcp, "sms");
  await world.handOff(refusing(refusal).sender)(messageId);
  const standing =
    hcp.mobileHash === undefined ? undefined : await findAddressStanding(world.deps, hcp.mobileHash);
  return { world, hcp, message: await world.found(messageId), standing };
}

/** Holds are the channel's, not a message's: each test ends its own by moving on. */
const past = (world: { clock: { now: number } }) => {
  world.clock.now += 2 * HOUR;
};

describe("a refusal by the provider", () => {
  it("of somebody who opted out at the carrier is a withdrawal that no rep can undo (CON-1, CON-13)", async () => {
    const { world, hcp, message, standing } = await refusedText(OPTED_OUT);
    expect(message).toMatchObject({ state: "refused", reason: { code: "REFUSED" } });
    expect(standing).toMatchObject({ suppression: undefined, stop: { by: hcp.hcpId, channel: "sms" } });
    await world.consent(hcp, "sms", "grant", "rep");
    const query = { channel: "sms", purpose: "promo", dataUse: "send" } as const;
    const covered = async () =>
      (await consentHead(world.deps, hcp.hcpId)).covers({
        ...query,
        addressHash: hcp.mobileHash,
        now: world.clock.now,
      });
    expect(await covered()).toMatchObject({ covered: false, reason: "withdrawn" });
    await world.consent(hcp, "sms", "grant", "hcp");
    expect(await covered()).toMatchObject({ covered: true });
  });

  it("of a number that cannot take texts suppresses it, once and with the first cause (2.9)", async () => {
    const { world, hcp, message, standing } = await refusedText({
      code: "PERMANENT_FAILURE",
      permanent: true,
      action: "suppress",
    });
    expect(message).toMatchObject({ state: "refused" });
    expect(standing).toMatchObject({ suppression: { reason: "bounce_hard", channel: "sms" } });
    expect((await readAttention(world.deps, hcp.hcpId)).touches).toEqual([]);
    const next = await world.queue(hcp, "sms");
    const { sender, sent } = memorySender();
    await world.handOff(sender)(next);
    expect(await world.found(next)).toMatchObject({ state: "denied", reason: { code: "SUPPRESSED" } });
    expect(sent).toEqual([]);
  });

  it("of a blocked country ends the message and condemns nobody", async () => {
    const { message, standing } = await refusedText({
      code: "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
      permanent: true,
    });
    expect(message).toMatchObject({ state: "refused" });
    expect(standing).toEqual({ suppression: undefined, stop: undefined });
  });

  it("that asks to wait delays this message alone", async () => {
    const { world, message } = await refusedText({ code: "ThrottlingException", permanent: false });
    expect(message).toMatchObject({ state: "queued", reason: { code: "PROVIDER_BUSY" } });
    expect(await readHold(world.deps, "sms", world.clock.now)).toBeUndefined();
  });
});

describe("a channel that the provider has closed", () => {
  it("is held: the others wait without trying, the other channel goes on, and it opens again", async () => {
    const world = makeWorld(engine);
    const { deps, clock } = world;
    const closed = refusing(SPENT);
    const people = [await world.reachable("sms"), await world.reachable("sms")];
    const texts = await Promise.all(people.map((hcp) => world.queue(hcp, "sms")));
    for (const messageId of texts) await world.handOff(closed.sender)(messageId);
    expect(closed.sent).toHaveLength(1);
    const until = instantText(clock.now + HOUR);
    expect(await readHold(deps, "sms", clock.now)).toMatchObject({ code: SPENT.code, until });
    for (const messageId of texts)
      expect(await world.found(messageId)).toMatchObject({
        state: "queued",
        dueAt: until,
        reason: { code: "CHANNEL_HELD", earliestAt: until },
      });
    for (const { hcpId } of people) expect((await readAttention(deps, hcpId)).touches).toEqual([]);

    const open = memorySender();
    const mail = await world.queue(await world.reachable("email"));
    await world.handOff(open.sender)(mail);
    expect(await world.found(mail)).toMatchObject({ state: "sent" });

    clock.now += HOUR;
    for (const messageId of texts) await world.handOff(open.sender)(messageId);
    for (const messageId of texts) expect(await world.found(messageId)).toMatchObject({ state: "sent" });
    past(world);
  });

  it("is held once by many that are refused at the same moment, with one audit link", async () => {
    const world = makeWorld(engine);
    world.clock.now += 4 * HOUR;
    const { sender, sent } = refusing({ ...SPENT, code: "SendingPausedException" });
    const mails = await Promise.all(
      Array.from({ length: 6 }, async () => world.queue(await world.reachable("email"))),
    );
    await Promise.all(mails.map((messageId) => world.handOff(sender)(messageId)));
    expect(sent.length).toBeGreaterThanOrEqual(1);
    expect(await readHold(world.deps, "email", world.clock.now)).toMatchObject({
      until: instantText(world.clock.now + 15 * MINUTE),
    });
    for (const messageId of mails) expect((await world.found(messageId)).state).toBe("queued");
    const links = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "Channel#email" },
      }),
    );
    expect(links.Items?.map(({ action, reason }) => [action, reason])).toEqual([
      ["channel.hold", "SendingPausedException"],
    ]);
  });
});
