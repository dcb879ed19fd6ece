import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceTextKind } from "../../shared/model/service-text.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { appendConsent } from "../consent/append.ts";
import { consentHead, textStanding } from "../consent/facts.ts";
import { findAddressStanding, findHcp } from "../directory/facts.ts";
import { readServiceText, serviceTextIdOf } from "../messaging/service-text-store.ts";
import { memorySender } from "../messaging/world.fixture.ts";
import { makePhones } from "./inbound.fixture.ts";
import { inboundIdOf, readInbound } from "./store.ts";
import { findInboundText } from "./text-store.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

let numbers = 0;
const newNumber = () => `+35386555${String(++numbers).padStart(4, "0")}`;

/** Somebody who may be texted, with a page and the rep's number for it. */
async function texter(grant: "hcp" | "rep" = "hcp") {
  const phones = makePhones(engine);
  const number = newNumber();
  const hcp = await phones.give(await phones.reachable("sms"), number);
  await phones.consent(hcp, "sms", "grant", grant);
  const state = async () => {
    const { events } = await consentHead(phones.deps, hcp.hcpId);
    return textStanding(events, phones.hashOf(number), phones.deps.company, phones.clock.now).state;
  };
  const text = async (words: string, more: { id?: string; at?: number } = {}) => {
    const body = phones.bodyOf(number, words, more);
    await phones.receive(body);
    return inboundIdOf(JSON.parse(JSON.parse(body).Message).inboundMessageId);
  };
  const answerTo = async (
    inboundId: Awaited<ReturnType<typeof text>>,
  ): Promise<ServiceTextKind | undefined> =>
    (await readServiceText(phones.deps, serviceTextIdOf(inboundId)))?.kind;
  return { ...phones, number, hcp, state, text, answerTo };
}

describe("a text that came in", () => {
  it("CON-13: STOP withdraws, and a message that waits is denied at its hand-off (INV-5)", async () => {
    const one = await texter();
    const waiting = await one.queue(one.hcp, "sms");
    const stop = await one.text("Stop");
    expect([await one.state(), await one.answerTo(stop)]).toEqual(["withdrawn", "stopped"]);
    const { sender, sent } = memorySender();
    await one.handOff(sender)(waiting);
    expect(sent).toEqual([]);
    expect(await one.found(waiting)).toMatchObject({ state: "denied", reason: { code: "NO_CONSENT" } });
    // a rep's later record does not open it (vector 3)
    await one.consent(one.hcp, "sms", "grant", "rep");
    expect(await one.state()).toBe("withdrawn");
  });

  it("has its effects once, also when it is delivered ten times at once", async () => {
    const one = await texter();
    const body = one.bodyOf(one.number, "STOP");
    await Promise.all(Array.from({ length: 10 }, () => one.receive(body)));
    const { events } = await consentHead(one.deps, one.hcp.hcpId);
    expect(events.filter(({ action }) => action === "withdraw")).toHaveLength(1);
    const again = await one.text("stop!");
    expect([await one.answerTo(again), (await consentHead(one.deps, one.hcp.hcpId)).events.length]).toEqual([
      undefined,
      events.length,
    ]);
  });

  it("is kept raw behind the people's wall only: no word and no number of it is in records, audit or log", async () => {
    const one = await texter();
    const inboundId = await one.text("My patient Quincewood got a rash");
    expect(await findInboundText(one.deps, inboundId)).toMatchObject({
      number: one.number,
      text: "My patient Quincewood got a rash",
    });
    const everything = await Promise.all(
      [one.deps.recordsTable, one.deps.auditTable].map(async (TableName) =>
        JSON.stringify((await engine.tables.send(new ScanCommand({ TableName }))).Items),
      ),
    );
    expect(everything.join()).toContain(inboundId);
    expect(everything.join()).not.toMatch(/Quincewood/);
    expect(everything.join()).not.toContain(one.number);
  });

  it("vector 3: START from the same number opens what a written permission had opened; the number leaves the list first", async () => {
    const one = await texter();
    await one.text("STOP");
    one.list.numbers.add(one.number);
    const start = await one.text("START");
    expect([await one.state(), await one.answerTo(start), one.list.numbers.size]).toEqual([
      "granted",
      "started",
      0,
    ]);
    const waiting = await one.queue(one.hcp, "sms");
    const { sender, sent } = memorySender();
    await one.handOff(sender)(waiting);
    expect(sent).toHaveLength(1);
  });

  it("CON-1: START opens nothing that was never written, and nothing at a number that was never permitted", async () => {
    const phones = makePhones(engine);
    const number = newNumber();
    const hcp = await phones.give(await phones.addHcp(), number);
    await phones.receive(phones.bodyOf(number, "START", { id: "start-unwritten" }));
    expect((await consentHead(phones.deps, hcp.hcpId)).events).toEqual([]);
    const textId = serviceTextIdOf(inboundIdOf("start-unwritten"));
    expect((await readServiceText(phones.deps, textId))?.kind).toBe("needs_form");
  });

  it("a START that was sent before the STOP and comes after it opens nothing", async () => {
    const one = await texter();
    const noon = Date.parse("2026-11-24T12:00:00Z");
    await one.text("STOP", { at: noon });
    const late = await one.text("START", { at: noon - 1 });
    expect([await one.state(), await one.answerTo(late)]).toEqual(["withdrawn", undefined]);
    await one.text("START", { at: noon + 1 });
    expect(await one.state()).toBe("granted");
  });

  it("CON-3: wrong number suppresses the number, flags the record and says nothing for the person elsewhere", async () => {
    const one = await texter();
    const wrong = await one.text("Sorry, wrong number");
    const { suppression } = await findAddressStanding(one.deps, one.hashOf(one.number));
    expect(suppression?.reason).toBe("reassigned");
    expect((await findHcp(one.deps, one.hcp.hcpId))?.mobileDoubtedAt).toBeDefined();
    expect(await one.answerTo(wrong)).toBe("stopped");
    const { events } = await consentHead(one.deps, one.hcp.hcpId);
    expect(events.at(-1)).toMatchObject({ actor: "system", scope: { addressHash: one.hashOf(one.number) } });
  });

  it("vector 16: a STOP of a shared number stops everybody who has it", async () => {
    const one = await texter();
    const two = await one.give(await one.addHcp(), one.number);
    await one.consent(two, "sms", "grant");
    await one.text("STOP");
    for (const hcp of [one.hcp, two]) {
      const { events } = await consentHead(one.deps, hcp.hcpId);
      expect(events.at(-1)).toMatchObject({ action: "withdraw" });
    }
  });

  it("a STOP of a number that nobody has holds for whoever gets it, until their own act", async () => {
    const phones = makePhones(engine);
    const number = newNumber();
    await phones.receive(phones.bodyOf(number, "STOP"));
    const hcp = await phones.give(await phones.reachable("sms"), number);
    phones.clock.now -= 60_000;
    await phones.consent(hcp, "sms", "grant", "rep");
    phones.clock.now += 60_000;
    const { sender, sent } = memorySender();
    await phones.handOff(sender)(await phones.queue(hcp, "sms"));
    expect(sent).toEqual([]);
    phones.clock.now += 60_000;
    await phones.consent(hcp, "sms", "grant", "hcp");
    await phones.handOff(sender)(await phones.queue(hcp, "sms"));
    expect(sent).toHaveLength(1);
  });

  it("vector 2, 2c: a text that may mean something else holds texts back at once, and e-mail not", async () => {
    const one = await texter();
    const inboundId = await one.text("Cancel Tuesday's call");
    expect(await one.state()).toBe("granted");
    const { sender, sent } = memorySender();
    const waiting = await one.queue(one.hcp, "sms");
    await one.handOff(sender)(waiting);
    expect([sent.length, (await one.found(waiting)).state]).toEqual([0, "queued"]);
    expect(await readInbound(one.deps, inboundId)).toMatchObject({ task: "decide", kind: "pause" });
    // its time is over and nobody wrote anything down: the gate takes it for the withdrawal that it is
    one.clock.now = Date.parse((await readInbound(one.deps, inboundId))?.dueAt ?? "") + 1;
    const later = await one.queue(one.hcp, "sms");
    await one.handOff(sender)(later);
    expect([sent.length, (await one.found(later)).state]).toEqual([0, "denied"]);
  });

  it("YES confirms the request that left for this number, from no other", async () => {
    const one = await texter();
    await one.consent(one.hcp, "sms", "withdraw", "rep");
    const phones = makePhones(engine);
    const number = newNumber();
    const hcp = await phones.give(await phones.addHcp(), number);
    const request = await appendConsent(
      phones.deps,
      hcp.hcpId,
      { type: "system", id: "test" },
      () => ({
        action: "doi_requested",
        actor: "rep",
        scope: { channel: "sms", addressHash: phones.hashOf(number), purpose: "promo", dataUse: "send" },
        evidence: { textVersion: "ct-1", method: "paper", reference: "form-1" },
        expiresAt: "2027-01-01T00:00:00.000Z",
      }),
      phones.clock.now,
    );
    // nothing left yet, so nothing can be answered
    await phones.receive(phones.bodyOf(number, "YES"));
    expect((await consentHead(phones.deps, hcp.hcpId)).events).toHaveLength(1);
    await phones.ask({ hcpId: hcp.hcpId, eventId: request.appended?.eventId });
    await phones.receive(phones.bodyOf(one.number, "YES"));
    await phones.receive(phones.bodyOf(number, "Yes!", { id: "the-yes" }));
    const { events } = await consentHead(phones.deps, hcp.hcpId);
    expect(events.at(-1)).toMatchObject({
      action: "doi_confirmed",
      actor: "hcp",
      evidence: {
        method: "sms_keyword",
        textVersion: "text.doi_request.IE.en.1",
        reference: inboundIdOf("the-yes"),
      },
    });
    expect(textStanding(events, phones.hashOf(number), phones.deps.company, phones.clock.now).state).toBe(
      "granted",
    );
  });

  it("is audited with what was understood and what it did (INV-10)", async () => {
    const one = await texter();
    const inboundId = await one.text("Opt-Out");
    const { Items } = await engine.tables.send(
      new QueryCommand({
        TableName: one.deps.auditTable,
        KeyConditionExpression: "pk = :chain",
        ExpressionAttributeValues: { ":chain": `Inbound#${inboundId}` },
      }),
    );
    expect(Items).toMatchObject([
      {
        action: "inbound.stop",
        after: {
          rule: "2a",
          parser: "2.7/3",
          acts: [{ hcpId: one.hcp.hcpId, act: "withdraw" }],
          answer: "stopped",
        },
      },
    ]);
  });
});
