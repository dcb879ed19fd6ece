import { QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { HcpMasterData } from "../../shared/model/hcp.ts";
import { ConsentEventId, HcpId, ImportId, UserId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { addressHash } from "../directory/address-hash.ts";
import { alignRep } from "../directory/align-rep.ts";
import { importPerson } from "../directory/import-person.ts";
import { newId } from "../runtime/ids.ts";
import { openLog } from "../runtime/log.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { makeConsentApi } from "./api.ts";
import type { Mail } from "./confirmation-mail.ts";
import { consentHead } from "./facts.ts";
import type { MailOutcome } from "./mail-sender.ts";
import { makeConsentPages } from "./page.ts";
import { makeSendConfirmation } from "./send-confirmation.ts";

export const NOW = Date.parse("2026-11-23T09:00:00Z");
export const PEPPER = Buffer.alloc(32, 7).toString("base64");
export const REP: Caller = { userId: UserId.parse("rep-1"), name: "rep", roles: ["rep"] };
export const EVIDENCE = {
  textVersion: "in-person.email.de.1",
  method: "paper",
  reference: "form 7",
} as const;
const TEXT_OF: Readonly<Record<string, string>> = { sms: "sms", email: "email", share_with_rep: "share" };

/** What everything about consent works with here. */
export function consentDeps(engine: EngineTables) {
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

/** Tables with a rep who works in DE-01. */
export async function startWithRep(): Promise<EngineTables> {
  const engine = await startTables();
  const alignment = { userId: REP.userId, territory: "DE-01", from: instantText(NOW - DAY) };
  await alignRep(consentDeps(engine), REP, alignment, NOW);
  return engine;
}

/** As it comes with a request to the API or to a page. */
export const context = (now: Instant) => ({
  now,
  requestId: "r",
  headers: { "accept-language": "de" },
  cookies: [],
});

type Wish = Parameters<ReturnType<typeof makeConsentApi>["recordConsent"]>[0]["body"];
type Pages = ReturnType<typeof makeConsentPages>;
export type PersonWithMail = Awaited<ReturnType<typeof personWithMail>>;

/** Somebody new in DE-01 with an address of their own and no permission yet, and what can happen to them. */
export async function personWithMail(engine: EngineTables) {
  const deps = consentDeps(engine);
  const externalId = newId("P", NOW);
  const email = `${externalId.toLowerCase()}@example.com`;
  const person = HcpMasterData.parse({
    ...{ externalId, title: "Dr.", firstName: "Grete", lastName: "Öz <b>", specialty: "Oncology" },
    ...{ kind: "academic", country: "DE", timeZone: "Europe/Berlin", language: "de-DE", territory: "DE-01" },
    email,
  });
  await bringIn(person);
  const index = await engine.tables.send(
    new QueryCommand({
      TableName: engine.names.people,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `EXTERNAL#${externalId}` },
    }),
  );
  const hcpId = HcpId.parse(index.Items?.[0]?.["hcpId"]);

  /** An import with this row. */
  async function bringIn(row: HcpMasterData): Promise<void> {
    const origin = { importId: ImportId.parse(newId("imp", NOW)), row: 2, requestedBy: REP.userId };
    await importPerson({ ...deps, pepper: PEPPER }, row, origin, NOW);
  }
  const record = (wish: Partial<Wish>, now = NOW) =>
    makeConsentApi(deps).recordConsent({
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
          ...EVIDENCE,
          textVersion: `in-person.${TEXT_OF["channel" in wish ? (wish.channel ?? wish.dataUse ?? "") : "email"]}.de.1`,
        },
      },
      caller: REP,
      context: context(now),
    });
  const mayMail = async (now = NOW + 1, to = email) => {
    const head = await consentHead(deps, hcpId);
    const hash = addressHash(PEPPER, "email", to);
    const answer = head.covers({
      channel: "email",
      addressHash: hash,
      purpose: "promo",
      dataUse: "send",
      now,
    });
    return answer.covered ? "granted" : answer.reason;
  };
  const visit = (page: keyof Pages, token: string, now = NOW) =>
    makeConsentPages({ ...deps, engagementTable: engine.names.engagement })[page]({
      params: { token },
      query: undefined,
      body: undefined,
      caller: undefined,
      context: context(now),
    });
  return { hcpId, email, deps, bringIn, record, mayMail, visit };
}

/** The sender of confirmation mails with a provider that answers as told; sent mails are kept. */
export function confirmations(
  engine: EngineTables,
  outcomes: readonly MailOutcome["kind"][] = [],
  profiles: Profiles = demoProfiles,
) {
  const mails: Mail[] = [];
  const answers = [...outcomes];
  const send = makeSendConfirmation({
    ...consentDeps(engine),
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
/** The secret of the button in a confirmation mail. */
export const tokenIn = (mail: Mail | undefined) => /\/c\/([0-9A-Za-z]{22})/.exec(mail?.text ?? "")?.[1] ?? "";

/** All records, to see that nothing changed. */
export async function everything(engine: EngineTables): Promise<unknown> {
  return (await engine.tables.send(new ScanCommand({ TableName: engine.names.records }))).Items;
}
