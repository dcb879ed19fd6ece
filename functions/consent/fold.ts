import type {
  ConsentAnswer,
  ConsentEvent,
  ConsentQuery,
  ConsentScope,
  ConsentState,
} from "../../shared/model/consent.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import { GRANT_MONTHS } from "./grant-life.ts";

/**
 * Decides one permission from a person's consent log (CON-1). First match wins: an open withdrawal of any scope that
 * touches the query → the newest HCP-made grant → the newest evidenced grant by rep or import → none. A withdrawal is
 * open until a later grant made by the HCP covers the query; it counts as HCP-made whoever relayed it, and what a rep
 * or an import records while it is open never takes effect (INV-5). Suppression and "never contact" go before all
 * this: `decidePermission` asks them.
 * The log's order decides, not its timestamps: a withdrawal written by a machine whose clock runs ahead counts at once.
 * @param events the whole log in order of `rev`
 */
export function foldConsent(
  events: readonly ConsentEvent[],
  query: ConsentQuery,
  now: Instant,
): ConsentAnswer {
  const grants = events.filter((event) => isGrant(event, events) && covers(event.scope, query));
  const withdrawal = events.findLast((event) => event.action === "withdraw" && touches(event.scope, query));
  const closedAt = withdrawal?.rev ?? 0;
  const reopened = grants.find((grant) => grant.actor === "hcp" && grant.rev > closedAt);
  if (withdrawal !== undefined && reopened === undefined) {
    return { covered: false, reason: "withdrawn", eventId: withdrawal.eventId };
  }
  const openSince = withdrawal === undefined ? 0 : (reopened?.rev ?? 0);
  const valid = grants.filter((grant) => grant.rev >= openSince);
  const expiry = events.findLast((event) => event.action === "expire" && touches(event.scope, query));
  const standing = (grant: ConsentEvent) => grant.rev > (expiry?.rev ?? 0) && now < endOf(grant);
  const grant =
    valid.findLast((one) => one.actor === "hcp" && standing(one)) ?? valid.findLast((one) => standing(one));
  if (grant !== undefined) return { covered: true, eventId: grant.eventId, until: instantText(endOf(grant)) };
  return notCovered(events, query, now, grants.at(-1));
}

function notCovered(
  events: readonly ConsentEvent[],
  query: ConsentQuery,
  now: Instant,
  lapsed: ConsentEvent | undefined,
): ConsentAnswer {
  const request = events.findLast((event) => event.action === "doi_requested" && covers(event.scope, query));
  if (request !== undefined && doiState(events, request, now) === "pending") {
    return { covered: false, reason: "pending_doi", eventId: request.eventId };
  }
  const reason: ConsentState = lapsed === undefined ? "none" : "expired";
  return { covered: false, reason, eventId: lapsed?.eventId };
}

/**
 * Where a request for confirmation stands. A confirmed one stays confirmed, so that a second click changes nothing;
 * a withdrawal after the request does not end it, since the confirming click would be the HCP's own later act.
 */
export function doiState(
  events: readonly ConsentEvent[],
  request: ConsentEvent,
  now: Instant,
): "pending" | "confirmed" | "expired" {
  if (confirmationOf(events, request) !== undefined) return "confirmed";
  return now < endOf(request) ? "pending" : "expired";
}

/** The valid confirmation that answers a request. */
function confirmationOf(events: readonly ConsentEvent[], request: ConsentEvent): ConsentEvent | undefined {
  return events.find((event) => event.requestId === request.eventId && isGrant(event, events));
}

/** A grant counts from its event; a confirmation only with the request it answers, in time and of the same scope. */
export function isGrant(event: ConsentEvent, events: readonly ConsentEvent[]): boolean {
  if (event.action === "grant") return true;
  if (event.action !== "doi_confirmed" || event.actor !== "hcp") return false;
  const request = events.find(
    (other) => other.eventId === event.requestId && other.action === "doi_requested",
  );
  return (
    request !== undefined &&
    request.rev < event.rev &&
    Date.parse(event.at) < endOf(request) &&
    covers(request.scope, event.scope)
  );
}

/**
 * When a grant or a request ends. Nobody agrees for ever: a grant without an end has ended, and none outlives two years
 * from the declaration, whatever was written into it (domain-rules 2.10).
 */
export function endOf(event: ConsentEvent): Instant {
  if (event.expiresAt === undefined) return Number.NEGATIVE_INFINITY;
  const oldest = addMonths(Date.parse(event.saidAt ?? event.at), GRANT_MONTHS);
  return Math.min(Date.parse(event.expiresAt), oldest);
}

const FIELDS = ["channel", "addressHash", "purpose", "dataUse", "brandEntity", "product"] as const;

/** Whether a scope contains the other; a narrow grant never widens (CON-2). */
export function covers(scope: ConsentScope, wanted: ConsentScope): boolean {
  return FIELDS.every((field) => scope[field] === undefined || scope[field] === wanted[field]);
}

/**
 * Whether a scope and a query have anything in common: enough for a withdrawal, which also closes what is wider. A
 * query without a product is about none, so that a withdrawal of one product leaves it open.
 */
export function touches(scope: ConsentScope, query: ConsentScope): boolean {
  return FIELDS.every(
    (field) =>
      scope[field] === undefined ||
      scope[field] === query[field] ||
      (query[field] === undefined && field !== "product"),
  );
}
