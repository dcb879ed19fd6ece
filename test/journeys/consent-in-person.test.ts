import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { invite, linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, csvOf, importFile, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const { hcp: site } = house.address;
const rep = house.as("rep");
const admin = house.as("admin");
const NOW = "2026-11-24T11:00:00.000Z";
const TERRITORY = "GB-61";
let people: Map<string, HcpView>;

beforeAll(async () => {
  await leap(journey, NOW);
  people = await bringIn(house, [
    { external_id: "SIGN-1", territory: TERRITORY, email: "sign.one@example.com", mobile: "+447911123456" },
    { external_id: "SIGN-2", territory: TERRITORY, email: "sign.two@example.com" },
    { external_id: "SIGN-3", territory: TERRITORY, email: "sign.three@example.com" },
  ]);
});

const idOf = (id: string) => person(people, id).hcpId;
async function textsFor(hcpId: string, ...names: string[]) {
  const { asks } = await rep.call("readConsent", { params: { hcpId } });
  return names.map((name) => {
    const ask = asks.find(({ textVersion }) => textVersion === `in-person.${name}.en.1`);
    if (ask === undefined) throw new Error(`nobody is asked ${name}`);
    return { textVersion: ask.textVersion, textSha256: ask.textSha256 };
  });
}
const SIGNATURE = {
  kind: "drawn" as const,
  width: 600,
  height: 200,
  strokes: [
    [
      [20, 150, 0],
      [120, 60, 80],
      [300, 140, 200],
    ],
  ] as [number, number, number][][],
};
const standing = async (hcpId: string, dataUse: string, purpose = "promo") =>
  (await rep.call("readConsent", { params: { hcpId } })).standing.find(
    (one) =>
      one.dataUse === dataUse &&
      one.purpose === purpose &&
      (dataUse === "send" ? one.channel === "email" : one.channel === undefined),
  )?.state;

describe("consent in person", () => {
  it("is signed once for several things; the mail asks for those by e-mail, each in its words", async () => {
    const hcpId = idOf("SIGN-1");
    const texts = await textsFor(hcpId, "sms", "track", "email", "events");
    const captured = await rep.call("captureConsent", {
      params: { hcpId },
      body: { method: "e_sign_on_device", signature: SIGNATURE, texts },
    });
    expect(captured.recorded.map(({ state }) => state)).toEqual([
      "granted",
      "granted",
      "pending_doi",
      "pending_doi",
    ]);
    const phone = new HcpPhone(site);
    const confirmation = await phone.open(await linkTo(house, "sign.one@example.com", "/c/"));
    expect(confirmation.html).toContain("promotional information about its medicines by e-mail");
    expect(confirmation.html).toContain("invites me by e-mail to scientific meetings");
    await phone.submit(confirmation);
    expect([await standing(hcpId, "send"), await standing(hcpId, "send", "events")]).toEqual([
      "granted",
      "granted",
    ]);
    expect(await standing(hcpId, "send", "research")).toBe("none");
    const { timeline, wordings } = await rep.call("readConsent", { params: { hcpId } });
    const signed = timeline.find(({ method }) => method === "e_sign_on_device");
    expect(wordings["in-person.sms.en.1"]).toContain("promotional");
    const sha256 = signed?.signatureSha256 ?? "";
    // the strokes are the privacy office's to look at
    expect(await refusalOf(rep.call("readSignature", { params: { hcpId, sha256 } }))).toBe("not_found");
    const shown = await admin.call("readSignature", { params: { hcpId, sha256 } });
    expect(shown).toMatchObject({ intact: true, signature: SIGNATURE });
  });

  it("is nothing without its proof (CON-4)", async () => {
    const hcpId = idOf("SIGN-2");
    const texts = await textsFor(hcpId, "track");
    const tries = [
      { method: "e_sign_on_device" as const, texts },
      { method: "paper" as const, reference: " ", texts },
      { method: "paper" as const, reference: "F-1", texts: [{ ...texts[0], textVersion: "made.up.1" }] },
    ];
    for (const body of tries)
      expect(await refusalOf(rep.call("captureConsent", { params: { hcpId }, body: body as never }))).toBe(
        "not_allowed",
      );
    expect((await rep.call("readConsent", { params: { hcpId } })).timeline).toEqual([]);
  });
});

describe("an opt-out that somebody relays (CON-14)", () => {
  it("holds for every purpose, keeps its hour, and no rep can take it back", async () => {
    const hcpId = idOf("SIGN-2");
    const paper = { method: "paper" as const, reference: "F-22" };
    const texts = await textsFor(hcpId, "track", "share");
    await rep.call("captureConsent", { params: { hcpId }, body: { ...paper, texts } });
    const heard = "2026-11-24T08:30:00.000Z";
    const stopped = await rep.call("recordConsent", {
      params: { hcpId },
      body: {
        action: "withdraw",
        everything: true,
        saidAt: heard,
        evidence: { method: "phone", textVersion: "stop.relayed.1", reference: "told in the corridor" },
      },
    });
    expect(stopped.state).toBe("withdrawn");
    await rep.call("captureConsent", { params: { hcpId }, body: { ...paper, texts } });
    expect(await standing(hcpId, "track_individual")).toBe("withdrawn");
    const { timeline } = await rep.call("readConsent", { params: { hcpId } });
    expect(timeline.find(({ action }) => action === "withdraw")).toMatchObject({
      saidAt: heard,
      actor: "rep",
    });
  });

  it("is entered by the office for a letter or a mail", async () => {
    const hcpId = idOf("SIGN-3");
    await admin.call("recordConsent", {
      params: { hcpId },
      body: {
        action: "withdraw",
        channel: "email",
        evidence: { method: "reply_nl", textVersion: "stop.relayed.1", reference: "mail 2026-114" },
      },
    });
    expect(await standing(hcpId, "send")).toBe("withdrawn");
    const { timeline } = await rep.call("readConsent", { params: { hcpId } });
    expect(timeline.at(-1)).toMatchObject({ actor: "privacy_office", method: "reply_nl" });
  });
});

describe("consents in an import", () => {
  it("come in with their evidence; without it the person comes in as not asked, and the report says why", async () => {
    const rows = [
      { external_id: "SIGN-I1", territory: TERRITORY, email: "sign.i1@example.com" },
      { external_id: "SIGN-I2", territory: TERRITORY, email: "sign.i2@example.com" },
    ];
    const lines = (await csvOf(rows).text()).trim().split("\n");
    const cells = [
      "email_consent_day,email_consent_text,email_consent_reference",
      "2026-03-02,in-person.email.en.1,form 12",
      "2026-03-02,,form 13",
    ];
    const file = new Blob([`${lines.map((line, at) => `${line},${cells[at]}`).join("\n")}\n`]);
    const job = await importFile(house, file);
    expect(job).toMatchObject({
      state: "done",
      counts: { kept: 2, refused: 0, consents: 1, withoutEvidence: 1 },
      refused: [{ row: 3, externalId: "SIGN-I2", kept: true, column: "email_consent_text" }],
    });
    const { items } = await rep.call("listHcps", { query: { territory: TERRITORY, limit: 100 } });
    const imported = (id: string) => items.find(({ externalId }) => externalId === id)?.hcpId ?? "";
    expect(await standing(imported("SIGN-I1"), "send")).toBe("granted");
    expect(await standing(imported("SIGN-I2"), "send")).toBe("none");
  });
});

describe("Appendix C", () => {
  it("vector 7: a scanner's GETs change nothing, a mail client's POST without cookies withdraws", async () => {
    const email = "sign.seven@example.com";
    const { hcpId, link } = await invite(house, { id: "SIGN-7", territory: TERRITORY, email });
    const unsubscribe = await until("the mail", async () =>
      (await house.inbox(email)).flatMap((mail) => mail.links).find((one) => one.includes("/u/")),
    );
    const before = (await rep.call("readConsent", { params: { hcpId } })).rev;
    for (const address of [unsubscribe, unsubscribe, link, unsubscribe])
      for (const method of ["GET", "HEAD"])
        await fetch(address, { method, redirect: "manual", headers: { "user-agent": "LinkScanner/1.0" } });
    expect((await rep.call("readConsent", { params: { hcpId } })).rev).toBe(before);
    const answer = await fetch(unsubscribe, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(answer.status).toBe(200);
    expect(await standing(hcpId, "send")).toBe("withdrawn");
  });

  it("vector 16: what one of two stops at a shared mailbox is stopped for the other as well", async () => {
    const email = "sign.desk@example.com";
    const a = await invite(house, { id: "SIGN-16A", territory: TERRITORY, email });
    const more = await bringIn(house, [
      { external_id: "SIGN-16B", territory: TERRITORY, email, first_name: "Ada", last_name: "Quirke" },
    ]);
    const { hcpId } = person(more, "SIGN-16B");
    expect(await standing(hcpId, "send")).toBe("none");
    const paper = { method: "paper" as const, textVersion: "in-person.email.en.1", reference: "F-16" };
    const body = { action: "grant" as const, channel: "email" as const, evidence: paper };
    await rep.call("recordConsent", { params: { hcpId }, body });
    expect(await standing(hcpId, "send")).toBe("granted");
    const unsubscribe = await until("the mail", async () =>
      (await house.inbox(email)).flatMap((mail) => mail.links).find((one) => one.includes("/u/")),
    );
    const phone = new HcpPhone(site);
    await phone.submit(await phone.open(unsubscribe));
    expect(await standing(a.hcpId, "send")).toBe("withdrawn");
    expect(await standing(hcpId, "send")).toBe("withdrawn");
    const verdict = await rep.call("dryRun", { body: { hcpId, channel: "email" } });
    expect(verdict).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
  });
});
