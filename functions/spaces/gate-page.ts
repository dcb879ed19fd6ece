import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { gateApi } from "../../shared/contracts/spaces/gate.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { VisitId } from "../../shared/model/ids.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { gatePage } from "../../web/spaces/gate.tsx";
import { declinedPage, linkEndedPage, linkRenewedPage } from "../../web/spaces/gate-ends.tsx";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import { consentHead } from "../consent/facts.ts";
import { findHcp } from "../directory/facts.ts";
import { linkFetchedPut } from "../engagement/conditions.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf, RequestContext } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import { newId } from "../runtime/ids.ts";
import { SESSION_SECONDS, sessionCookie } from "../runtime/session.ts";
import { putIf } from "../runtime/transaction.ts";
import { beginVisit } from "./begin-visit.ts";
import { linkOpens } from "./entitlement.ts";
import { mintNonce, readNonce } from "./gate-nonce.ts";
import { gatePress } from "./gate-press.ts";
import { agreedOf, asksOf, type OpenLink, spokenOn } from "./gate-questions.ts";
import { noteSeen } from "./last-seen.ts";
import { realSeconds, senderOf } from "./page-facts.ts";
import { recordChoices } from "./record-choices.ts";
import { renewLink } from "./renew-link.ts";
import { type Link, type RecordsTable, readLink } from "./store.ts";

/** As long as the attestation of a visit. */
const DECLINED_KEPT_MS = 396 * DAY;

export interface GateDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly engagementTable: string;
  readonly auditTable: string;
  readonly company: string;
  readonly sessionKey: () => Promise<string>;
}

/**
 * GET shows the gate and logs that the link was requested; only the POST, with a nonce of this gate and the tick,
 * begins a visit (INV-3, domain-rules 3.4). An unknown, ended and revoked link answer alike.
 */
export function makeGate(deps: GateDeps): HandlersOf<typeof gateApi> {
  const { company } = deps;
  return {
    showGate: async ({ params, query, context }) => {
      const open = await openLink(params.token, context.now);
      if (open === undefined) return ended(params.token, query.lang, context);
      const visitId = newVisit(context.now);
      const { messageId } = open.link;
      const fetched = { messageId, territory: open.hcp.territory, page: "gate", visitId } as const;
      const [page] = await Promise.all([
        render(open, { token: params.token, chosen: query.lang, visitId }, context),
        putIf(deps.tables, linkFetchedPut(deps.engagementTable, fetched, context)),
      ]);
      return page;
    },

    confirmVisit: async ({ params, body, context }) => {
      const { now } = context;
      const open = await openLink(params.token, now);
      if (open === undefined) return ended(params.token, body.lang, context);
      const { link, hcp } = open;
      const key = await deps.sessionKey();
      const visitId = readNonce(key, link.tokenHash, body.nonce, realSeconds());
      const form = { token: params.token, chosen: body.lang, visitId: newVisit(now) };
      if (visitId === undefined) return render(open, form, context, "again");
      const words = spokenOn(open, body.lang);
      if (body.go === "decline") {
        await noteDeclined(link, visitId, words.textVersion, now);
        const { site } = COMPANY_CONTACTS[hcp.country];
        return { status: 200, html: declinedPage({ lang: words.lang, company, site, token: params.token }) };
      }
      if (body.attest !== "yes") return render(open, form, context, "attest");
      const colleague = body.go === "colleague";
      const press = gatePress(body, visitId, context);
      // what a program ticks is nobody's permission; a person without script may give one
      if (body.go === "choices" && press.by !== "machine") {
        const uses = asksOf(open, now).filter((use) => body[use] === "yes");
        const { rep = words.yourContact } = await senderOf(deps, link.messageId);
        await recordChoices(deps, link.hcpId, visitId, { uses, words, rep }, now);
      }
      const attested = { textVersion: `gate.${words.textVersion}`, colleague };
      const begun = await beginVisit(deps, link, visitId, { attested, press }, now);
      if (begun === undefined) return ended(params.token, body.lang, context);
      const { tracking } = begun;
      if (tracking === "individual") await noteSeen(deps, link.hcpId, begun.visitId, now);
      const session = {
        visitId: begun.visitId,
        hcpId: link.hcpId,
        messageId: link.messageId,
        tracking,
        ...(colleague ? { colleague } : {}),
        expires: realSeconds() + SESSION_SECONDS,
      };
      const location = body.lang === undefined ? "/space" : `/space?lang=${body.lang}`;
      return { status: 303, location, cookies: [sessionCookie(key, session)] };
    },

    renewLink: async ({ params, body, context }) => {
      await renewLink(deps, params.token, context.now);
      const { lang } = wordsFor(body.lang, context.headers["accept-language"]);
      return { status: 200, html: linkRenewedPage({ lang, company }) };
    },
  };

  async function openLink(token: string, now: Instant): Promise<OpenLink | undefined> {
    const link = await readLink(deps, sha256(token));
    if (link === undefined) return undefined;
    const [hcp, consent] = await Promise.all([findHcp(deps, link.hcpId), consentHead(deps, link.hcpId)]);
    return hcp !== undefined && linkOpens(link, hcp, consent, now) ? { link, hcp, consent } : undefined;
  }

  async function render(
    open: OpenLink,
    form: {
      readonly token: string;
      readonly chosen: PageLanguage | undefined;
      /** The visit that the button begins. */
      readonly visitId: VisitId;
    },
    context: RequestContext,
    problem?: "attest" | "again",
  ): Promise<PageReply> {
    const { link, hcp } = open;
    const { token, chosen, visitId } = form;
    const [{ rep }, key] = await Promise.all([senderOf(deps, link.messageId), deps.sessionKey()]);
    const html = gatePage({
      lang: spokenOn(open, chosen).lang,
      chosen,
      company,
      rep,
      country: hcp.country,
      contacts: COMPANY_CONTACTS[hcp.country],
      token,
      nonce: mintNonce(key, link.tokenHash, visitId, realSeconds()),
      code: link.messageId.slice(-6),
      agreed: agreedOf(open, chosen, context.now),
      asks: asksOf(open, context.now),
      ...(problem === undefined ? {} : { problem }),
    });
    return { status: problem === undefined ? 200 : 400, html };
  }

  /** Where nobody knows whose link it is, the browser says the language. */
  function ended(token: string, chosen: PageLanguage | undefined, context: RequestContext): PageReply {
    const { lang } = wordsFor(chosen, context.headers["accept-language"]);
    return { status: 404, html: linkEndedPage({ lang, company, token }) };
  }

  /** That somebody said not to be a professional: the wording and the time, not the reason (domain-rules 3.6). */
  async function noteDeclined(
    link: Link,
    visitId: VisitId,
    textVersion: string,
    now: Instant,
  ): Promise<void> {
    await deps.tables.send(
      new PutCommand({
        TableName: deps.recordsTable,
        Item: {
          pk: `LINK#${link.tokenHash}`,
          sk: `DECLINED#${visitId}`,
          v: 1,
          messageId: link.messageId,
          attestation: { textVersion: `gate.${textVersion}`, at: instantText(now) },
          expiresAt: Math.floor((now + DECLINED_KEPT_MS) / 1000),
        },
      }),
    );
  }
}

function newVisit(now: Instant): VisitId {
  return VisitId.parse(newId("vis", now));
}
