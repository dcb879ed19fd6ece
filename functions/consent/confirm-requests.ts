import type { ConsentEvent, ConsentScope } from "../../shared/model/consent.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import { adoptEmailPart } from "../directory/conditions.ts";
import { findClaimedEmail, findHcp } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import { sha256 } from "../runtime/hash.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { AppendDeps, ConsentEntry } from "./append.ts";
import { declarationFor } from "./door-texts.ts";
import { doiState, foldConsent } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import { shownText } from "./shown-text.ts";
import type { Confirmation, ConsentLog } from "./store.ts";

/** The request that a confirmation mail is about. */
export function requestOf(confirmation: Confirmation, log: ConsentLog): ConsentEvent {
  const request = log.events.find((event) => event.eventId === confirmation.requestId);
  if (request === undefined)
    throw new Error(`the request ${confirmation.requestId} of a confirmation is missing`);
  return request;
}

/** The requests that were made together: the one that the mail is about, and its parts. */
export function requestsOf(confirmation: Confirmation, log: ConsentLog): readonly ConsentEvent[] {
  const first = requestOf(confirmation, log);
  return [first, ...log.events.filter((event) => event.partOf === first.eventId)];
}

/**
 * Pure: whether something of these scopes was stopped and not permitted since. Only the own act of the person opens it
 * again (INV-5), and a mailbox that somebody typed proves whose it is only when it is the one on record.
 */
export function reopensStopped(
  scopes: readonly ConsentScope[],
  events: readonly ConsentEvent[],
  now: Instant,
): boolean {
  return scopes.some(({ channel, addressHash, purpose = "promo", dataUse = "send" }) => {
    const answer = foldConsent(events, { channel, addressHash, purpose, dataUse }, now);
    return !answer.covered && answer.reason === "withdrawn";
  });
}

/** Whether the mail of a confirmation went to the address on record, and not to another that was typed at a door. */
export async function wentToRecord(
  deps: AppendDeps & { readonly peopleTable: string },
  confirmation: Confirmation,
): Promise<boolean> {
  const claim = await findClaimedEmail(deps, confirmation.requestId);
  if (claim === undefined) return true;
  const hcp = await findHcp(deps, confirmation.hcpId);
  return hcp?.emailHash === claim.addressHash;
}

/**
 * Pure: where a confirmation stands; one that was typed elsewhere ends when what it asks for is stopped meanwhile, and one
 * that was given is stopped once sending was withdrawn after it.
 */
export function confirmationState(
  confirmation: Confirmation,
  toRecord: boolean,
  log: ConsentLog,
  now: Instant,
): ReturnType<typeof doiState> | "stopped" {
  const state = doiState(log.events, requestOf(confirmation, log), now);
  const scopes = requestsOf(confirmation, log).map(({ scope }) => scope);
  if (state === "confirmed") {
    const sending = scopes.filter(({ dataUse }) => dataUse === "send");
    return reopensStopped(sending, log.events, now) ? "stopped" : state;
  }
  if (state !== "pending" || toRecord) return state;
  return reopensStopped(scopes, log.events, now) ? "expired" : state;
}

/** Pure: the HCP's confirmation, pinned to the wordings on the page; nothing when it was given or has run out. */
export function confirmationEntries(
  company: string,
  confirmation: Confirmation,
  toRecord: boolean,
  log: ConsentLog,
  now: Instant,
): readonly ConsentEntry[] {
  if (confirmationState(confirmation, toRecord, log, now) !== "pending") return [];
  return requestsOf(confirmation, log).map((request) => {
    const { textVersion, textSha256 } = declarationOf(request, confirmation, company);
    return {
      action: "doi_confirmed",
      actor: "hcp",
      scope: request.scope,
      evidence: { textVersion, textSha256, method: "doi_button", reference: request.eventId },
      requestId: request.eventId,
      expiresAt: instantText(addMonths(now, GRANT_MONTHS)),
    };
  });
}

/**
 * The wording of one request in the language of its mail: what the mail showed. Purposes beside promotion have one
 * wording each, the one that was asked with.
 */
export function declarationOf(
  request: ConsentEvent,
  confirmation: Pick<Confirmation, "language">,
  company: string,
) {
  const { purpose, dataUse = "send" } = request.scope;
  const { textVersion } = request.evidence;
  const own = purpose === undefined || purpose === "promo" ? undefined : shownText(textVersion, company);
  return own === undefined
    ? declarationFor(dataUse, confirmation.language, company)
    : { textVersion, text: own, textSha256: sha256(own) };
}

/**
 * The address that the HCP typed at the door is their own once the button in its mail was pressed. It takes the place
 * of the one on record, so that what was permitted can be used.
 */
export async function adoptTypedEmail(
  deps: AppendDeps & { readonly peopleTable: string },
  confirmation: Confirmation,
  now: Instant,
): Promise<readonly TransactPart[]> {
  const claim = await findClaimedEmail(deps, confirmation.requestId);
  if (claim === undefined) return [];
  const hcp = await findHcp(deps, confirmation.hcpId);
  if (hcp === undefined || hcp.emailHash === claim.addressHash) return [];
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor: { type: "hcp", id: hcp.hcpId },
      action: "hcp.confirm_email",
      object: { type: "Hcp", id: hcp.hcpId, version: String(hcp.rev + 1) },
      after: { requestId: confirmation.requestId },
      ruleIds: ["CON-3"],
    },
    now,
  );
  return [adoptEmailPart(deps.peopleTable, hcp, claim), audit];
}
