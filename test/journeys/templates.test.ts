import { beforeAll, describe, expect, it } from "vitest";
import type { HcpView } from "../../shared/contracts/directory.ts";
import type { TemplateText } from "../../shared/model/template.ts";
import { chainOf, denialsOf } from "./audit-trail.ts";
import { arrange, film, uploadFilm } from "./film.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { until } from "./house.ts";
import { linkTo } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";
import { bringIn, consentTo, paperFor, person } from "./people.ts";

const journey = openJourney();
const { house } = journey;
const [rep, marketer, reviewer, compliance] = (["rep", "marketer", "reviewer", "compliance"] as const).map(
  (role) => house.as(role),
) as [
  ReturnType<typeof house.as>,
  ReturnType<typeof house.as>,
  ReturnType<typeof house.as>,
  ReturnType<typeof house.as>,
];
/** A Tuesday; the practices in Dublin are open. */
const NOW = "2026-11-24T10:00:00.000Z";

const PEOPLE = ["mail", "text", "sample", "hold", "reject", "withdrawn", "suspended"] as const;
const addressOf = (story: string) => `tpl.${story}@example.com`;
let people: Map<string, HcpView>;

beforeAll(async () => {
  await leap(journey, NOW);
  people = await bringIn(
    house,
    PEOPLE.map((story, n) => ({
      external_id: `TPL-${story}`,
      territory: "IE-92",
      country: "IE",
      region: "C",
      city: "Cork",
      time_zone: "Europe/Dublin",
      language: "en-IE",
      email: addressOf(story),
      mobile: `+3538612345${String(60 + n)}`,
    })),
  );
  const { assetId } = await uploadFilm(house, film());
  // approved for Ireland too: the page decides by the country of practice (MLR-9)
  const text = {
    ...{ product: "Cardivex", title: "For templates", safetyText: "Do not use in pregnancy.", assetId },
    ...{ countries: ["IE" as const], language: "en-IE", channels: ["email" as const, "space" as const] },
  };
  const { versionId } = await marketer.call("createContent", { body: text });
  const { bytesSha256 = "" } = await marketer.call("submitVersion", { params: { versionId } });
  const body = { sha256: bytesSha256, meaning: "I approve this material for IE" };
  await reviewer.call("approveVersion", { params: { versionId }, body });
  for (const story of PEOPLE) {
    const { hcpId } = person(people, `TPL-${story}`);
    await agree(hcpId, addressOf(story));
    await arrange(house, hcpId, [versionId]);
  }
  await consentTo(house, person(people, "TPL-text").hcpId, "sms");
});

/** In Ireland a permission by mail counts once the HCP has confirmed it (2.4). */
async function agree(hcpId: string, email: string): Promise<void> {
  const paper = await paperFor(house, hcpId);
  await rep.call("recordConsent", {
    params: { hcpId },
    body: {
      ...{ action: "grant", channel: "email", dataUse: "send", doubleOptIn: true },
      evidence: paper("send", "email"),
    },
  });
  const phone = new HcpPhone(house.address.hcp);
  await phone.submit(await phone.open(await linkTo(house, email, "/c/")));
}

const MAIL: TemplateText = {
  name: "After a visit",
  channel: "email",
  countries: ["IE"],
  language: "en-IE",
  subject: "A short page for you, {hcp}",
  body: "{greeting} {hcp},\n\nthank you for your time. {example} {note}",
  example: "I put together what we spoke about.",
  slots: [
    { kind: "picklist", slot: "greeting", label: "Greeting", options: ["Dear", "Good day"] },
    { kind: "text", slot: "note", label: "Your note", maxChars: 120, review: "sample" },
  ],
  specialties: [{ specialty: "Cardiology", subject: "For your Thursday round" }],
};
const SMS: TemplateText = {
  name: "I left something for you",
  channel: "sms",
  countries: ["IE"],
  language: "en-IE",
  body: "{company}: {rep} {reason} {link} {stop}",
  slots: [{ kind: "picklist", slot: "reason", label: "About", options: ["left something for you:"] }],
  specialties: [],
};
const held = (text: TemplateText): TemplateText => ({
  ...text,
  name: "With a note that is read first",
  slots: text.slots.map((slot) => (slot.kind === "text" ? { ...slot, review: "hold" } : slot)),
});

async function submitted(text: TemplateText, templateId?: string) {
  const { versionId } = await marketer.call("createTemplate", {
    body: { ...text, ...(templateId === undefined ? {} : { templateId }) },
  });
  return marketer.call("submitTemplate", { params: { templateVersionId: versionId } });
}
async function approved(text: TemplateText, templateId?: string) {
  const { versionId, bytesSha256 = "" } = await submitted(text, templateId);
  const params = { templateVersionId: versionId };
  const body = { sha256: bytesSha256, meaning: "I approve these words for IE" };
  return reviewer.call("approveTemplate", { params, body });
}
const hcpOf = (story: (typeof PEOPLE)[number]) => person(people, `TPL-${story}`).hcpId;
const compose = async (
  story: (typeof PEOPLE)[number],
  versionId: string,
  fills: Record<string, string> = {},
  more: { channel?: "sms" | "email"; notBefore?: string } = {},
) =>
  (
    await rep.call("composeMessage", {
      body: { hcpId: hcpOf(story), channel: "email", wording: { versionId, fills }, ...more },
    })
  ).messageId;
const reached = (messageId: string, ...states: string[]) =>
  until(`${messageId} to be ${states.join(" or ")}`, async () => {
    const message = await rep.call("readMessage", { params: { messageId } });
    return states.includes(message.state) ? message : undefined;
  });
const mails = (story: string) =>
  until(`a mail to ${story}`, async () => {
    const invitations = (await house.inbox(addressOf(story))).filter(({ links }) =>
      links.some((link) => link.includes("/s/")),
    );
    return invitations.length > 0 ? invitations : undefined;
  });
const noted = (messageId: string) =>
  until(`the note of ${messageId}`, async () =>
    (await compliance.call("listNotes", { query: { limit: 100 } })).items.find(
      (one) => one.messageId === messageId,
    ),
  );

describe("a template", () => {
  it("is signed by somebody else for its exact words, and the audit holds it (MLR-1, MLR-3)", async () => {
    const draft = await marketer.call("createTemplate", { body: SMS });
    const params = { templateVersionId: draft.versionId };
    const better = { ...SMS, body: "{company}: {rep} kindly {reason} {link} {stop}", rev: draft.rev };
    const edited = await marketer.call("editTemplate", { params, body: better });
    expect(await refusalOf(marketer.call("editTemplate", { params, body: better }))).toBe("conflict");
    await marketer.call("submitTemplate", { params });
    const back = await reviewer.call("returnTemplate", { params, body: { reason: "No kindly." } });
    expect(back).toMatchObject({ state: "draft", returned: { reason: "No kindly." } });
    await marketer.call("editTemplate", { params, body: { ...SMS, rev: back.rev } });
    const waiting = await marketer.call("submitTemplate", { params });
    const sign = (sha256: string) =>
      reviewer.call("approveTemplate", { params, body: { sha256, meaning: "I approve these words for IE" } });
    expect(await refusalOf(sign("0".repeat(64)))).toBe("conflict");
    expect(await sign(waiting.bytesSha256 ?? "")).toMatchObject({ state: "approved", major: 1 });
    const chain = await chainOf(journey, `TemplateVersion#${edited.versionId}`);
    expect(chain.map(({ action }) => action)).toEqual([
      ...["create", "edit", "submit", "return", "edit", "submit", "approve"].map(
        (act) => `template.version.${act}`,
      ),
    ]);
    expect(await reviewer.call("readTemplate", { params })).toMatchObject({
      signatures: [{ printedName: "Dr Maria Keller", sha256: waiting.bytesSha256 }],
    });
  });

  it("of a text cannot even be submitted with a product, a claim or two parts (INV-8)", async () => {
    for (const body of [
      "{company}: Cardivex {reason} {link} {stop}",
      "{company}: the best {reason} {link} {stop}",
      `{company}: ${"so it is ".repeat(12)} {reason} {link} {stop}`,
    ])
      expect(await refusalOf(submitted({ ...SMS, body }))).toBe("not_allowed");
  });

  it("that is not approved does not exist for a rep, who is noted to have asked", async () => {
    const { versionId } = await submitted(SMS);
    const params = { templateVersionId: versionId };
    expect(await refusalOf(rep.call("readTemplate", { params }))).toBe("not_found");
    const denials = await denialsOf(journey, await house.userId("rep"), NOW.slice(0, 10));
    expect(denials).toContainEqual(expect.objectContaining({ action: "template.version.read" }));
    const { items } = await rep.call("listTemplates", { query: { limit: 100 } });
    expect(items.map((one) => one.versionId)).not.toContain(versionId);
    const all = await marketer.call("listTemplates", { query: { limit: 100 } });
    expect(all.items.map((one) => one.versionId)).toContain(versionId);
  });

  it("gives way to its next version", async () => {
    const first = await approved({ ...SMS, name: "One" });
    const second = await approved({ ...SMS, name: "Two" }, first.templateId);
    const params = { templateVersionId: first.versionId };
    expect([second.major, (await reviewer.call("readTemplate", { params })).state]).toEqual([
      2,
      "superseded",
    ]);
  });
});

describe("a message with a template", () => {
  it("is offered, shown and sent with the same words, the specialty's own (MLR-10, B13)", async () => {
    const { versionId } = await approved(MAIL);
    const params = { hcpId: hcpOf("mail") };
    const offers = await until("the offer", async () => {
      const answer = await rep.call("offerTemplates", { params, query: { channel: "email" } });
      return answer.items.some((one) => one.versionId === versionId) ? answer : undefined;
    });
    expect(offers.items.find((one) => one.versionId === versionId)).toMatchObject({
      subject: "For your Thursday round",
    });
    expect(offers.lists.names).toContain("Cardivex");
    const wording = { versionId, fills: { greeting: "Good day", note: "Until Thursday, then." } };
    const { address } = await rep.call("openWordingPreview", { params, body: { wording } });
    const seen = await (await fetch(address)).text();
    const verdict = await rep.call("dryRun", { body: { ...params, channel: "email", wording } });
    expect(verdict.verdict).toBe("ALLOW");
    await reached(await compose("mail", versionId, wording.fills), "delivered");
    const [mail] = await mails("mail");
    expect(mail?.subject).toBe("For your Thursday round");
    expect(mail?.text).toMatch(
      /Good day Dr\.? Brennan,\s+thank you for your time\. I put together what we spoke about\. Until Thursday, then\./,
    );
    expect(mail?.text).toMatch(/IE-MSG-26-\d{5} v1\.0/);
    expect(seen).toContain("Until Thursday, then.");
  });

  it("leaves as a text of one part", async () => {
    const { versionId } = await approved({ ...SMS, name: "By text" });
    await reached(await compose("text", versionId, {}, { channel: "sms" }), "delivered");
    const [text] = await house.inbox("+353861234561");
    expect(text?.text).toMatch(/: Ana Ruiz left something for you: \S+\/s\/\w{22} Reply STOP to opt out$/);
  });

  it("does not leave when it was withdrawn while it waited (vector 4, MLR-7)", async () => {
    const { versionId } = await approved({ ...MAIL, name: "To be withdrawn" });
    const messageId = await compose("withdrawn", versionId, {}, { notBefore: "2026-11-24T10:20:00.000Z" });
    const params = { templateVersionId: versionId };
    await reviewer.call("withdrawTemplate", { params, body: { reason: "regulator" } });
    await house.setClock("2026-11-24T10:21:00.000Z");
    expect(await reached(messageId, "denied", "delivered")).toMatchObject({
      state: "denied",
      reason: { code: "CONTENT_NOT_USABLE" },
    });
    await house.setClock(NOW);
  });
});

describe("what a rep types", () => {
  it("is refused with the rule, and by the country's own words from the moment they are written (MLR-14)", async () => {
    const { versionId } = await approved({ ...MAIL, name: "For words" });
    const order = (note: string) => compose("sample", versionId, { note });
    expect(await refusalOf(order("Cardivx on Tuesday?"))).toBe("not_allowed");
    const params = { country: "IE" as const };
    const before = await compliance.call("readRestrictedWords", { params });
    const lists = [{ partial: ["golf"], exact: [], names: [] }];
    await compliance.call("writeRestrictedWords", { params, body: { lists, rev: before.rev } });
    expect(await refusalOf(order("After the golf, then."))).toBe("not_allowed");
    await compliance.call("writeRestrictedWords", { params, body: { lists: [], rev: before.rev + 1 } });
    const messageId = await order("After the golf, then.");
    await reached(messageId, "delivered");
    const { rev, typed } = await noted(messageId);
    expect(typed).toEqual([{ label: "Your note", text: "After the golf, then." }]);
    await compliance.call("answerNote", { params: { messageId }, body: { outcome: "pass", rev } });
  });

  it("is read by compliance before it leaves where the template says so (MLR-16)", async () => {
    const { versionId } = await approved(held(MAIL));
    const messageId = await compose("hold", versionId, { note: "Until Thursday, then." });
    await reached(messageId, "held");
    const { rev } = await noted(messageId);
    const answer = await compliance.call("answerNote", {
      params: { messageId },
      body: { outcome: "release", rev },
    });
    expect(answer).toMatchObject({ state: "queued", note: { state: "released" } });
    await reached(messageId, "delivered");
    expect(await mails("hold")).toHaveLength(1);
    const rejected = await compose("reject", versionId, { note: "Until Thursday, then." });
    await reached(rejected, "held");
    const note = await noted(rejected);
    const body = { outcome: "reject" as const, reason: "Say less.", rev: note.rev };
    await compliance.call("answerNote", { params: { messageId: rejected }, body });
    expect(await reached(rejected, "denied")).toMatchObject({ reason: { code: "FREE_TEXT" } });
  });

  it("with a critical finding is the last for its rep, until compliance gives the right back (MLR-16)", async () => {
    const { versionId } = await approved({ ...MAIL, name: "For a finding" });
    const order = () => compose("suspended", versionId, { note: "Until Thursday, then." });
    const messageId = await order();
    await reached(messageId, "delivered");
    const { rev } = await noted(messageId);
    const body = {
      outcome: "finding" as const,
      severity: "critical" as const,
      reason: "A hidden claim.",
      rev,
    };
    await compliance.call("answerNote", { params: { messageId }, body });
    expect(await refusalOf(order())).toBe("not_allowed");
    const userId = await house.userId("rep");
    await until("the list of the suspended", async () => {
      const { items } = await compliance.call("listSuspended", {});
      return items.some((one) => one.userId === userId) ? true : undefined;
    });
    await compliance.call("restoreTyping", { params: { userId }, body: { reason: "Trained again." } });
    expect(await order()).toMatch(/^msg_/);
  });
});
