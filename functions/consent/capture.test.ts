import { GetCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Hcp } from "../../shared/model/hcp.ts";
import { Sha256 } from "../../shared/model/ids.ts";
import type { Signature } from "../../shared/model/signature.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import { makeWorld } from "../messaging/world.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { makeConsentApi } from "./api.ts";
import { headKey, readConsentLog } from "./store.ts";

let engine: EngineTables;
let world: ReturnType<typeof makeWorld>;
let hcp: Hcp;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());
beforeEach(async () => {
  world = makeWorld(engine);
  await world.align(world.rep);
  hcp = await world.addHcp();
});

const SIGNATURE: Signature = {
  kind: "drawn",
  width: 400,
  height: 150,
  strokes: [
    [
      [10, 80, 0],
      [90, 40, 60],
      [200, 100, 130],
    ],
  ],
};
const api = () => makeConsentApi(world.deps);
const call = <Body>(body: Body, caller = world.rep) => ({
  params: { hcpId: hcp.hcpId },
  query: undefined,
  body,
  caller,
  context: { now: world.clock.now, requestId: "r", headers: {}, cookies: [] },
});
const panel = () => api().readConsent(call(undefined));
async function textsFor(...names: string[]) {
  const { asks } = await panel();
  return names.map((name) => {
    const ask = asks.find(({ textVersion }) => textVersion === `in-person.${name}.en.1`);
    if (ask === undefined) throw new Error(`nobody is asked ${name}`);
    return { textVersion: ask.textVersion, textSha256: Sha256.parse(ask.textSha256) };
  });
}
const signed = async (...names: string[]) => ({
  method: "e_sign_on_device" as const,
  reference: "",
  signature: SIGNATURE,
  texts: await textsFor(...names),
});

describe("consent in person", () => {
  it("becomes one event a text, with one signature behind the wall of people (CON-4)", async () => {
    const { recorded } = await api().captureConsent(call(await signed("sms", "track", "email", "events")));
    expect(recorded.map(({ textVersion, state }) => [textVersion, state])).toEqual([
      ["in-person.sms.en.1", "granted"],
      ["in-person.track.en.1", "granted"],
      ["in-person.email.en.1", "pending_doi"],
      ["in-person.events.en.1", "pending_doi"],
    ]);
    const { events } = await readConsentLog(world.deps, hcp.hcpId);
    const [hash] = new Set(events.map(({ evidence }) => evidence.signatureSha256));
    expect(new Set(events.map(({ evidence }) => evidence.signatureSha256)).size).toBe(1);
    // the two mails are one question
    expect(events.map(({ partOf }) => partOf)).toEqual([undefined, undefined, undefined, events[2]?.eventId]);
    const records = await engine.tables.send(new ScanCommand({ TableName: engine.names.records }));
    expect(JSON.stringify(records.Items)).not.toContain("strokes");
    const admin = world.person("admin");
    const shown = await api().readSignature({
      ...call(undefined, admin),
      params: { hcpId: hcp.hcpId, sha256: hash ?? ("" as never) },
    });
    expect(shown).toMatchObject({ intact: true, signature: SIGNATURE });
    expect(shown.texts[0]).toMatch(/^I agree that Acme Therapeutics sends me promotional/);
  });

  it("is all or nothing: without its proof none of it is on record", async () => {
    const body = await signed("sms", "track");
    const { signature: _none, ...unsigned } = body;
    const dot = { ...SIGNATURE, strokes: [[[1, 1, 0]]] } as Signature;
    for (const [tried, field] of [
      [unsigned, "body.texts.0.signature"],
      [{ ...body, signature: dot }, "body.texts.0.signature"],
      [
        {
          ...body,
          texts: [...body.texts, { textVersion: "made.up.1", textSha256: body.texts[0]?.textSha256 }],
        },
        "body.texts.2.textVersion",
      ],
      [{ ...unsigned, method: "paper" }, "body.texts.0.reference"],
    ] as const) {
      await expect(api().captureConsent(call(tried as typeof body))).rejects.toMatchObject({
        code: "not_allowed",
        field,
      });
    }
    expect((await readConsentLog(world.deps, hcp.hcpId)).events).toEqual([]);
  });

  it("CON-5: takes only the words that the device showed", async () => {
    const body = await signed("sms");
    const other = {
      ...body,
      texts: [{ textVersion: "in-person.sms.en.1", textSha256: "0".repeat(64) as never }],
    };
    await expect(api().captureConsent(call(other))).rejects.toMatchObject({
      field: "body.texts.0.textSha256",
    });
  });

  it("INV-5: opens nothing that the person stopped", async () => {
    await world.consent(hcp, "sms", "withdraw");
    const { recorded } = await api().captureConsent(call(await signed("sms")));
    expect(recorded[0]?.state).toBe("withdrawn");
    await world.consent(hcp, "email", "withdraw");
    await expect(api().captureConsent(call(await signed("email")))).rejects.toMatchObject({
      code: "not_allowed",
    });
  });

  it("CON-3: says whose number it is not, and asks for another address where mail comes back", async () => {
    const { mobileHash, emailHash } = hcp;
    if (mobileHash === undefined || emailHash === undefined) throw new Error("both are there");
    await transact(engine.tables, [
      suppressAddressPart(
        engine.names.people,
        { addressHash: mobileHash, channel: "sms", reason: "reassigned" },
        1,
      ),
      suppressAddressPart(
        engine.names.people,
        { addressHash: emailHash, channel: "email", reason: "legal" },
        1,
      ),
    ]);
    const { standing } = await panel();
    const blocked = (channel: string) =>
      standing.find((one) => one.channel === channel && one.dataUse === "send")?.blocked;
    expect([blocked("sms"), blocked("email")]).toEqual(["somebody_elses", "not_available"]);
    await expect(api().captureConsent(call(await signed("email")))).rejects.toMatchObject({
      code: "not_allowed",
    });
  });

  it("domain-rules 2.3: where a country asks for it, texts are confirmed from the phone and mails by mail", async () => {
    hcp = await world.addHcp({ country: "DE", language: "de-DE", mobile: "+4915112345678" });
    const { asks } = await panel();
    const wanted = [
      "in-person.sms.de.1",
      "in-person.track.de.1",
      "in-person.email.de.1",
      "in-person.events.de.1",
    ];
    const chosen = wanted.map((version) => asks.find(({ textVersion }) => textVersion === version));
    expect(chosen.map((ask) => ask?.confirmedBy)).toEqual(["sms", undefined, "email", "email"]);
    const texts = wanted.map((textVersion, index) => ({
      textVersion,
      textSha256: Sha256.parse(chosen[index]?.textSha256),
    }));
    const body = { method: "e_sign_on_device" as const, reference: "", signature: SIGNATURE, texts };
    const { recorded } = await api().captureConsent(call(body));
    expect(recorded.map(({ state }) => state)).toEqual([
      "pending_doi",
      "granted",
      "pending_doi",
      "pending_doi",
    ]);
    const { events } = await readConsentLog(world.deps, hcp.hcpId);
    // one question by text and one by mail: neither answers for the other
    expect(events.map(({ partOf }) => partOf)).toEqual([undefined, undefined, undefined, events[2]?.eventId]);
    const head = await engine.tables.send(
      new GetCommand({ TableName: engine.names.records, Key: headKey(hcp.hcpId) }),
    );
    const emits: { name: string; detail: { eventId?: string } }[] = head.Item?.["emits"];
    const asked = emits.filter(({ name }) => name === "consent.confirmation_requested");
    expect(asked.map(({ detail }) => detail.eventId)).toEqual([events[0]?.eventId, events[2]?.eventId]);
  });

  it("shows a rep no signature and an HCP of another territory nobody", async () => {
    const stranger = world.person("rep");
    await expect(api().captureConsent(call(await signed("sms"), stranger))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("CON-14: a relayed opt-out of everything closes every purpose at once", async () => {
    await api().captureConsent(call(await signed("sms", "track")));
    const heard = new Date(world.clock.now - 3_600_000).toISOString();
    await api().recordConsent(
      call({
        action: "withdraw" as const,
        everything: true,
        dataUse: "send" as const,
        doubleOptIn: false,
        months: 24,
        saidAt: heard,
        evidence: { method: "phone" as const, textVersion: "stop.relayed.1", reference: "told to the rep" },
      }),
    );
    const { standing, timeline } = await panel();
    expect(new Set(standing.map(({ state }) => state))).toEqual(new Set(["withdrawn"]));
    expect(timeline.at(-1)).toMatchObject({ action: "withdraw", saidAt: heard });
    expect(timeline.at(-1)).not.toHaveProperty("channel", expect.anything());
  });
});
