import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HcpMasterData } from "../../shared/model/hcp.ts";
import { ConsentEventId, HcpId, ImportId, MessageId, UserId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { addressHash } from "../directory/address-hash.ts";
import { alignRep } from "../directory/align-rep.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import { findHcp } from "../directory/facts.ts";
import { importPerson } from "../directory/import-person.ts";
import { sha256 } from "../runtime/hash.ts";
import { newId, newToken } from "../runtime/ids.ts";
import { openLog } from "../runtime/log.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { transact } from "../runtime/transaction.ts";
import { makeConsentApi } from "./api.ts";
import { consentUnchangedPart, unsubscribePart } from "./conditions.ts";
import type { Mail } from "./confirmation-mail.ts";
import { consentHead } from "./facts.ts";
import type { MailOutcome } from "./mail-sender.ts";
import { makeConsentPages } from "./page.ts";
import { makeSendConfirmation } from "./send-confirmation.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");
const PEPPER = Buffer.alloc(32, 7).toString("base64");
const rep: Caller = { userId: UserId.parse("rep-1"), name: "rep", roles: ["rep"] };
const evidence = { textVersion: "in-person.email.de.1", method: "paper", reference: "form 7" } as const;
const TEXT_OF: Readonly<Record<string, string>> = { sms: "sms", email: "email", share_with_rep: "share" };

let engine: EngineTables;
let hcpId: HcpId;
let email: string;
let count = 0;
beforeAll(async () => {
  engine = await startTables();
  await alignRep(deps(), rep, { userId: rep.userId, territory: "DE-01", from: instantText(NOW - DAY) }, NOW);
});
afterAll(() => engine.close());
beforeEach(async () => {
  count += 1;
  email = `person${count}@example.com`;
  const person = HcpMasterData.parse({
    ...{
      externalId: `P-${count}`,
      title: "Dr.",
      firstName: "Grete",
      lastName: "Öz <b>",
      specialty: "Oncology",
    },
    ...{
      kind: "academic",
      country: "DE",
      timeZone: "Europe/Berlin",
      language: "de-DE",
      territory: "DE-01",
      email,
    },
  });
  const origin = { importId: ImportId.parse(newId("imp", NOW)), row: 2, requestedBy: rep.userId };
  await importPerson({ ...deps(), pepper: PEPPER }, person, origin, NOW);
  const index = await engine.tables.send(
    new QueryCommand({
      TableName: engine.names.people,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `EXTERNAL#P-${count}` },
    }),
  );
  hcpId = HcpId.parse(index.Items?.[0]?.["hcpId"]);
});

function deps() {
  const { records, people, audit } = engine.names;
  const hcpOrigin = "https://hcp.example";
  const company = "Acme & Co";
  return {
    tables: engine.tables,
    recordsTable: records,
    peopleTable: people,
    auditTable: audit,
    hcpOrigin,
    company,
  };
}
const context = (now: Instant) => ({
  now,
  requestId: "r",
  headers: { "accept-language": "de" },
  cookies: [],
});
type Wish = Parameters<ReturnType<typeof makeConsentApi>["recordConsent"]>[0]["body"];
const record = (wish: Partial<Wish>, now = NOW) =>
  makeConsentApi(deps()).recordConsent({
    params: { hcpId },
    query: undefined,
    body: {
      action: "grant",
      everything: false,
      channel: "email",
      dataUse: "send",
      doubleOptIn: false,
      months: 24,
      ...wish,
      evidence: wish.evidence ?? {
        ...evidence,
        textVersion: `in-person.${TEXT_OF["channel" in wish ? (wish.channel ?? wish.dataUse ?? "") : "email"]}.de.1`,
      },
    },
    caller: rep,
    context: context(now),
  });
const mayMail = async (now = NOW + 1) => {
  const head = await consentHead(deps(), hcpId);
  const hash = addressHash(PEPPER, "email", email);
  const answer = head.covers({ channel: "email", addressHash: hash, purpose: "promo", dataUse: "send", now });
  return answer.covered ? "granted" : answer.reason;
};

/** The sender of confirmation mails with a provider that answers as told; sent mails are kept. */
function sender(outcomes: readonly MailOutcome["kind"][] = [], profiles: Profiles = demoProfiles) {
  const mails: Mail[] = [];
  const answers = [...outcomes];
  const send = makeSendConfirmation({
    ...deps(),
    profiles,
    sessionKey: async () => PEPPER,
    send: async (mail) => {
      mails.push(mail);
      const kind = answers.shift() ?? "sent";
      if (kind === "sent") return { kind, providerId: "ses-1" };
      return kind === "refused" ? { kind, code: "MessageRejected" } : { kind };
    },
    clock: () => NOW,
    log: openLog("test"),
  });
  return {
    mails,
    send: (request: { hcpId: HcpId; eventId: string }) =>
      send({ ...request, eventId: ConsentEventId.parse(request.eventId) }),
  };
}
const tokenIn = (mail: Mail | undefined) => /\/c\/([0-9A-Za-z]{22})/.exec(mail?.text ?? "")?.[1] ?? "";

type Pages = ReturnType<typeof makeConsentPages>;
const visit = (page: keyof Pages, token: string, now = NOW) =>
  makeConsentPages({ ...deps(), engagementTable: engine.names.engagement })[page]({
    params: { token },
    query: undefined,
    body: undefined,
    caller: undefined,
    context: context(now),
  });
async function everything(): Promise<unknown> {
  return (await engine.tables.send(new ScanCommand({ TableName: engine.names.records }))).Items;
}

describe("double opt-in", () => {
  it("mails once, shows on GET, confirms on POST, and a second press changes nothing (INV-3)", async () => {
    const { eventId, state } = await record({ doubleOptIn: true });
    expect(state).toBe("pending_doi");
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    await send({ hcpId, eventId });
    expect(mails).toHaveLength(1);
    const token = tokenIn(mails[0]);
    const before = await everything();
    const shown = await visit("showConfirmation", token);
    expect([shown.status, shown.html?.includes("Einwilligung bestätigen")]).toEqual([200, true]);
    expect(await everything()).toEqual(before);
    expect(await mayMail()).toBe("pending_doi");
    await visit("confirm", token);
    expect(await mayMail()).toBe("granted");
    const after = await everything();
    expect((await visit("confirm", token)).html).toContain("Bestätigt");
    expect(await everything()).toEqual(after);
  });

  it("the mail is free of advertising, in the HCP's language, names person and company, and escapes them", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    expect(mails[0]).toMatchObject({ to: email, subject: "Bitte bestätigen Sie Ihre Einwilligung" });
    expect(mails[0]?.text).toContain("Guten Tag Dr. Öz b,");
    expect(mails[0]?.html).toContain("Guten Tag Dr. Öz b,");
    expect(mails[0]?.html).toContain("Acme &amp; Co");
    expect(mails[0]?.html).not.toContain("<img");
  });

  it("pins the wording that the HCP saw as evidence, and stores no token (CON-4)", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    await visit("confirm", tokenIn(mails[0]));
    const { events } = await consentHead(deps(), hcpId);
    const quote = mails[0]?.text.split("\n\n")[2] ?? "";
    expect(events.at(-1)?.evidence).toEqual({
      textVersion: "promo.email.de.1",
      textSha256: sha256(quote),
      method: "doi_button",
      reference: eventId,
    });
    expect(JSON.stringify(await everything())).not.toContain(tokenIn(mails[0]));
  });

  it("after a withdrawal the old link confirms no second time", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    await visit("confirm", tokenIn(mails[0]));
    await record({ action: "withdraw" });
    await visit("confirm", tokenIn(mails[0]));
    expect(await mayMail()).toBe("withdrawn");
  });

  it("ends after 7 days with a page that says what to do", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    const late = await visit("confirm", tokenIn(mails[0]), NOW + 7 * DAY);
    expect([late.status, late.html?.includes("neuen Link")]).toEqual([410, true]);
    expect(await mayMail(NOW + 7 * DAY)).toBe("none");
  });

  it("sends again only after a refusal that proves that nothing left", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const { mails, send } = sender(["busy", "unknown"]);
    await expect(send({ hcpId, eventId })).rejects.toThrow("busy");
    await send({ hcpId, eventId });
    await send({ hcpId, eventId });
    expect(mails).toHaveLength(2);
  });

  it("asks nobody who withdrew, nobody twice, and no suppressed address (INV-5, domain-rules 2.4)", async () => {
    await record({ doubleOptIn: true });
    await expect(record({ doubleOptIn: true })).rejects.toMatchObject({ code: "wrong_state" });
    await record({ action: "withdraw" });
    await expect(record({ doubleOptIn: true })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("does not mail a suppressed address, also when it was suppressed after the request", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const cause = {
      addressHash: addressHash(PEPPER, "email", email),
      channel: "email",
      reason: "complaint",
    } as const;
    await transact(engine.tables, [suppressAddressPart(engine.names.people, cause, NOW)]);
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    expect(mails).toHaveLength(0);
    await expect(record({ doubleOptIn: true })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("does not mail into a country whose profile is not in force, and may once it is", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const off = sender([], () => ({ inForce: false, problem: "the profile of DE lacks a signature" }));
    await off.send({ hcpId, eventId });
    expect(off.mails).toHaveLength(0);
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    expect(mails).toHaveLength(1);
  });
});

describe("one-click unsubscribe", () => {
  async function link(): Promise<string> {
    const token = newToken();
    const hash = (await findHcp(deps(), hcpId))?.emailHash;
    if (hash === undefined) throw new Error("the person has an address");
    const messageId = MessageId.parse(newId("msg", NOW));
    const made = unsubscribePart(engine.names.records, {
      ...{ tokenHash: sha256(token), hcpId, channel: "email", addressHash: hash, messageId },
    });
    expect(await transact(engine.tables, [made])).toEqual({ kind: "committed" });
    return token;
  }

  it("vector 7: a scanner's GET changes nothing, a POST without cookies withdraws, a second one is quiet", async () => {
    await record({});
    const token = await link();
    expect((await visit("showUnsubscribe", token)).status).toBe(200);
    expect(await mayMail()).toBe("granted");
    expect((await visit("unsubscribe", token)).status).toBe(200);
    expect(await mayMail()).toBe("withdrawn");
    const after = await everything();
    expect((await visit("unsubscribe", token)).status).toBe(200);
    expect(await everything()).toEqual(after);
  });

  it("vector 3: a rep's grant afterwards is recorded and has no effect", async () => {
    await visit("unsubscribe", await link());
    expect(await record({})).toMatchObject({ state: "withdrawn" });
    expect(await mayMail()).toBe("withdrawn");
  });

  it("works again after the person agreed anew in between", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const { mails, send } = sender();
    await send({ hcpId, eventId });
    const token = await link();
    await visit("unsubscribe", token);
    await visit("confirm", tokenIn(mails[0]));
    expect(await mayMail()).toBe("granted");
    await visit("unsubscribe", token);
    expect(await mayMail()).toBe("withdrawn");
  });

  it("an unknown link shows that there is nothing", async () => {
    expect((await visit("unsubscribe", newToken())).status).toBe(404);
    expect((await visit("showConfirmation", newToken())).status).toBe(404);
  });
});

describe("the log", () => {
  it("CON-3: a grant is for the address of that day", async () => {
    await record({});
    const person = HcpMasterData.parse({ ...(await findHcp(deps(), hcpId)), email: `new.${email}` });
    const origin = { importId: ImportId.parse(newId("imp", NOW)), row: 2, requestedBy: rep.userId };
    await importPerson({ ...deps(), pepper: PEPPER }, person, origin, NOW);
    email = `new.${email}`;
    expect(await mayMail()).toBe("none");
  });

  it("takes rivals one after the other: every event has its place and its audit link (INV-10)", async () => {
    await Promise.all(
      ["phone", "paper", "letter"].map((method) =>
        record({ evidence: { ...evidence, method: method as "phone" } }),
      ),
    );
    const head = await consentHead(deps(), hcpId);
    expect(head.events.map(({ rev }) => rev)).toEqual([1, 2, 3]);
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `Consent#${hcpId}` },
      }),
    );
    expect(chain.Items).toHaveLength(3);
    expect(JSON.stringify(chain.Items)).not.toContain(addressHash(PEPPER, "email", email));
  });

  it("consentUnchangedPart holds from none to the first event and to the next", async () => {
    const holds = async (rev: number) =>
      (await transact(engine.tables, [consentUnchangedPart(engine.names.records, hcpId, rev)])).kind;
    expect(await holds(0)).toBe("committed");
    const { rev } = await record({});
    expect([await holds(0), await holds(rev), await holds(rev + 1)]).toEqual([
      "refused",
      "committed",
      "refused",
    ]);
  });

  it("emits ids and rev only", async () => {
    const { eventId } = await record({ doubleOptIn: true });
    const head = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.records,
        KeyConditionExpression: "pk = :pk AND sk = :head",
        ExpressionAttributeValues: { ":pk": `CONSENT#${hcpId}`, ":head": "HEAD" },
      }),
    );
    const at = instantText(NOW);
    expect(head.Items?.[0]?.["emits"]).toEqual([
      { name: "consent.changed", detail: { hcpId, rev: 1, at } },
      { name: "consent.confirmation_requested", detail: { hcpId, eventId, rev: 1, at } },
    ]);
  });

  it("shows every permission and the timeline without any address", async () => {
    await record({});
    await record({ channel: undefined, dataUse: "share_with_rep" });
    const shown = await makeConsentApi(deps()).readConsent({
      params: { hcpId },
      query: undefined,
      body: undefined,
      caller: rep,
      context: context(NOW + 1),
    });
    const granted = shown.standing.filter(({ state }) => state === "granted");
    expect(granted.map(({ channel, dataUse }) => [channel, dataUse])).toEqual([
      ["sms", "share_with_rep"],
      ["email", "send"],
      ["email", "share_with_rep"],
      [undefined, "share_with_rep"],
    ]);
    expect(shown.timeline).toHaveLength(2);
    // the hashes of what can be asked are of words
    const { asks: _words, ...own } = shown;
    expect(JSON.stringify(own)).not.toMatch(/[0-9a-f]{64}|@/);
  });

  it("refuses a grant for a channel without address, and an HCP of another territory", async () => {
    await expect(record({ channel: "sms" })).rejects.toMatchObject({
      code: "not_allowed",
      field: "body.channel",
    });
    const stranger = { ...rep, userId: UserId.parse("rep-2") };
    const call = {
      params: { hcpId },
      query: undefined,
      body: undefined,
      caller: stranger,
      context: context(NOW),
    };
    await expect(makeConsentApi(deps()).readConsent(call)).rejects.toMatchObject({ code: "not_found" });
  });
});
