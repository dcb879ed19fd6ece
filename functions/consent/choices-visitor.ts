import type { Channel } from "../../shared/model/channel.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import { findHcp } from "../directory/facts.ts";
import { findMessage, printableName } from "../messaging/facts.ts";
import type { RequestContext } from "../runtime/http.ts";
import { readSession, sessionCookie } from "../runtime/session.ts";
import { findLink } from "../spaces/facts.ts";
import { tokenHash } from "./confirmation-token.ts";
import { type RecordsTable, readUnsubscribe } from "./store.ts";

export interface VisitorDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly sessionKey: () => Promise<string>;
}

/** Whose choices these are, as far as the address of the page proves it. */
export interface Visitor {
  readonly hcp: Hcp;
  readonly cameBy: Channel;
  /** Address of this page. */
  readonly base: string;
  /** Whether the person attested to be the addressee: only then titles and the name are shown. */
  readonly attested: boolean;
  /** The visit or message, as evidence. */
  readonly reference: string;
  /** Who wrote to the person; undefined when the name is not fit to print. */
  readonly rep: string | undefined;
}

/** The person of a visit; a colleague who came without a name has no choices here. */
export async function visitorOfCookie(
  deps: VisitorDeps,
  context: RequestContext,
): Promise<Visitor | "colleague" | undefined> {
  // cookies end by real time, whatever the business clock says
  const session = readSession(await deps.sessionKey(), context.cookies, Math.floor(Date.now() / 1000));
  if (session === undefined) return undefined;
  if (session.colleague === true) return "colleague";
  const page = { base: "/choices", attested: true, reference: session.visitId };
  return visitorOf(deps, session.hcpId, session.messageId, page);
}

/**
 * The cookie of the person's visit in this browser, counting or not: pages of it that are open in other tabs still have
 * the script, and only the cookie speaks for all of them. None when there is no such visit.
 */
export async function visitCookies(
  deps: VisitorDeps,
  { cookies }: Pick<RequestContext, "cookies">,
  hcpId: HcpId,
  counting: boolean,
): Promise<readonly string[]> {
  const key = await deps.sessionKey();
  const session = readSession(key, cookies, Math.floor(Date.now() / 1000));
  if (session?.hcpId !== hcpId) return [];
  const { stopped, ...visit } = session;
  if ((stopped === true) !== counting) return [];
  return [sessionCookie(key, counting ? visit : { ...visit, stopped: true })];
}

/**
 * Whether another site sent this, as far as the browser says. The cookie stays away from such a press by itself
 * (SameSite), but not when the other site shares the company's domain. The pages send no referrer, so that `Origin`
 * tells nothing.
 */
export function fromElsewhere({ headers }: Pick<RequestContext, "headers">): boolean {
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/**
 * The person of a link: of an invitation, also after it has ended, or of the unsubscribe address in a mail. What one may
 * stop must stay within reach when content is not (domain-rules 3.2).
 */
export async function visitorOfToken(deps: VisitorDeps, token: string): Promise<Visitor | undefined> {
  const hash = tokenHash(token);
  const [link, unsubscribe] = await Promise.all([findLink(deps, hash), readUnsubscribe(deps, hash)]);
  const found = link ?? unsubscribe;
  if (found === undefined) return undefined;
  const page = { base: `/choices/${token}`, attested: false, reference: found.messageId };
  return visitorOf(deps, found.hcpId, found.messageId, page);
}

async function visitorOf(
  deps: VisitorDeps,
  hcpId: HcpId,
  messageId: MessageId,
  page: Pick<Visitor, "base" | "attested" | "reference">,
): Promise<Visitor | undefined> {
  const [hcp, message] = await Promise.all([findHcp(deps, hcpId), findMessage(deps, messageId)]);
  if (hcp === undefined || message === undefined) return undefined;
  return { ...page, hcp, cameBy: message.channel, rep: printableName(message.sender.name) };
}
