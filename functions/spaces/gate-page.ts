import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ENGAGEMENT_SORT_KEY } from "../../shared/contracts/engagement.ts";
import type { gateApi } from "../../shared/contracts/spaces.ts";
import type { Country } from "../../shared/model/channel.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { gatePage, linkEndedPage } from "../../web/spaces/gate.tsx";
import { consentHead } from "../consent/facts.ts";
import { findHcp } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf, RequestContext } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import { newId } from "../runtime/ids.ts";
import { SESSION_SECONDS, sessionCookie } from "../runtime/session.ts";
import { beginVisit } from "./begin-visit.ts";
import { linkOpens } from "./entitlement.ts";
import { mintNonce, readNonce } from "./gate-nonce.ts";
import { type Link, type RecordsTable, readLink } from "./store.ts";

/** Addresses and user agents are kept 30 days (domain-rules Appendix D). */
const FETCH_KEPT_MS = 30 * DAY;

/** Countries as they stand in an English sentence after "in". */
const COUNTRY_IN_PROSE: Readonly<Record<Country, string>> = {
  US: "the United States",
  DE: "Germany",
  GB: "the United Kingdom",
  FR: "France",
  IE: "Ireland",
};

/** A link that opens, and whom it is for. */
interface OpenLink {
  readonly link: Link;
  readonly hcp: Hcp;
}

export interface GateDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly engagementTable: string;
  readonly company: string;
  readonly sessionKey: () => Promise<string>;
}

/**
 * GET shows the gate and logs that the link was requested; only the POST, with a nonce of this gate and the tick,
 * begins a visit (INV-3, domain-rules 3.4). An unknown, ended and revoked link answer alike.
 */
export function makeGate(deps: GateDeps): HandlersOf<typeof gateApi> {
  return {
    showGate: async ({ params, context }) => {
      const open = await openLink(params.token, context.now);
      if (open === undefined) return ended();
      const [page] = await Promise.all([render(open, params.token, context), logFetch(open, context)]);
      return page;
    },

    confirmVisit: async ({ params, body, context }) => {
      const open = await openLink(params.token, context.now);
      if (open === undefined) return ended();
      const { link } = open;
      const key = await deps.sessionKey();
      const visitId = readNonce(key, link.tokenHash, body.nonce, realSeconds());
      if (visitId === undefined) return render(open, params.token, context, "again");
      if (body.attest !== "yes") return render(open, params.token, context, "attest");
      const tracking = await beginVisit(deps, link, visitId, context.now);
      if (tracking === undefined) return ended();
      const session = {
        visitId,
        hcpId: link.hcpId,
        messageId: link.messageId,
        tracking,
        expires: realSeconds() + SESSION_SECONDS,
      };
      return { status: 303, location: "/space", cookies: [sessionCookie(key, session)] };
    },
  };

  async function openLink(token: string, now: Instant): Promise<OpenLink | undefined> {
    const link = await readLink(deps, sha256(token));
    if (link === undefined) return undefined;
    const [hcp, consent] = await Promise.all([findHcp(deps, link.hcpId), consentHead(deps, link.hcpId)]);
    return hcp !== undefined && linkOpens(link, hcp, consent, now) ? { link, hcp } : undefined;
  }

  async function render(
    { link, hcp }: OpenLink,
    token: string,
    context: RequestContext,
    problem?: "attest" | "again",
  ): Promise<PageReply> {
    const nonce = mintNonce(
      await deps.sessionKey(),
      link.tokenHash,
      newId("vis", context.now),
      realSeconds(),
    );
    const country = COUNTRY_IN_PROSE[hcp.country];
    const props = { lang: "en", company: deps.company, country, token, nonce };
    return {
      status: problem === undefined ? 200 : 400,
      html: gatePage(problem === undefined ? props : { ...props, problem }),
    };
  }

  function ended(): PageReply {
    return { status: 404, html: linkEndedPage("en", deps.company) };
  }

  /** Raw facts for the classifier; a fetch is never a click. */
  async function logFetch({ link, hcp }: OpenLink, context: RequestContext): Promise<void> {
    const { headers, now } = context;
    await deps.tables.send(
      new PutCommand({
        TableName: deps.engagementTable,
        Item: {
          pk: `LINK#${link.tokenHash}`,
          sk: `${ENGAGEMENT_SORT_KEY.fetch}${newId("fet", now)}`,
          v: 1,
          messageId: link.messageId,
          territory: hcp.territory,
          fetchedAt: instantText(now),
          userAgent: headers["user-agent"]?.slice(0, 300),
          purpose: headers["sec-purpose"],
          viewerAddress: headers["cloudfront-viewer-address"],
          viewerAsn: headers["cloudfront-viewer-asn"],
          viewerCountry: headers["cloudfront-viewer-country"],
          expiresAt: Math.floor((now + FETCH_KEPT_MS) / 1000),
        },
      }),
    );
  }
}

/** Real time in epoch seconds: cookies and nonces never follow the business clock. */
function realSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
