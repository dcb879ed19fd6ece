import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead, languageFor } from "../consent/facts.ts";
import { findHcp } from "../directory/facts.ts";
import type { RequestContext } from "../runtime/http.ts";
import { readSession, type Session } from "../runtime/session.ts";
import { visitGoesOn } from "./entitlement.ts";
import { realSeconds } from "./page-facts.ts";
import type { RecordsTable } from "./store.ts";

/** A visit that goes on: whose it is, and whether it may be counted at this moment. */
export interface Visit {
  readonly session: Session;
  readonly hcp: Hcp;
  /** Tag of the language that the person is spoken to in (2.11); content keeps its own. */
  readonly speaks: string;
  /** Both when the visit began and now: a withdrawal works at once (domain-rules 2.10). */
  readonly counted: boolean;
}

/** The session of the cookie; undefined when there is none or it has ended. Whether its person may still go on is another question. */
export async function sessionOf(
  deps: { readonly sessionKey: () => Promise<string> },
  { cookies }: RequestContext,
): Promise<Session | undefined> {
  return readSession(await deps.sessionKey(), cookies, realSeconds());
}

/** The visit of a session at this moment; undefined when its person stopped everything. */
export async function visitIn(
  deps: RecordsTable & { readonly peopleTable: string },
  session: Session,
  now: Instant,
): Promise<Visit | undefined> {
  const [hcp, consent] = await Promise.all([findHcp(deps, session.hcpId), consentHead(deps, session.hcpId)]);
  if (hcp === undefined || !visitGoesOn(hcp, consent, now)) return undefined;
  const agrees = (channel: "email" | "sms", at: Instant) => {
    const addressHash = addressHashOf(hcp, channel);
    const query = { channel, addressHash, purpose: "promo", dataUse: "track_individual", now: at } as const;
    return addressHash !== undefined && consent.covers(query).covered;
  };
  const counted = session.tracking === "individual" && (agrees("email", now) || agrees("sms", now));
  return { session, hcp, speaks: languageFor(consent.events, hcp), counted };
}
