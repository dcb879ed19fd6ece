import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp, nameInMails } from "../../shared/model/hcp.ts";
import type { ConsentEventId, HcpId } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findClaimedEmail, findHcp, findSuppression } from "../directory/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import type { Profiles } from "../runtime/profiles.ts";
import type { Tables } from "../runtime/tables.ts";
import { putIf } from "../runtime/transaction.ts";
import { declarationOf } from "./confirm-requests.ts";
import { confirmationMail } from "./confirmation-mail.ts";
import { confirmationToken, tokenHash } from "./confirmation-token.ts";
import { doiState, touches } from "./fold.ts";
import type { MailSender } from "./mail-sender.ts";
import { type Confirmation, confirmationKey, readConsentLog } from "./store.ts";

export interface SendConfirmationDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly peopleTable: string;
  /** Gives the session key, base64; read late, so that a cold start needs no secret. */
  readonly sessionKey: () => Promise<string>;
  readonly send: MailSender;
  readonly hcpOrigin: string;
  readonly company: string;
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Sends the mail of one request for confirmation, at most once however often the event arrives: the link's record is
 * claimed before the mail leaves, and a claim whose end nobody knows is never repeated. A country that is off gets none.
 * @throws Error when the provider is busy, so that the event is delivered again
 */
export function makeSendConfirmation(deps: SendConfirmationDeps) {
  return async (request: { readonly hcpId: HcpId; readonly eventId: ConsentEventId }): Promise<void> => {
    const now = deps.clock();
    const facts = await gather(deps, request, now);
    if (facts === undefined) return;
    const { hcp, address, together } = facts;
    const country = deps.profiles(hcp.country, now);
    if (!country.inForce) {
      deps.log.warn("country is off", { requestId: request.eventId, problem: country.problem });
      return;
    }
    const token = confirmationToken(await deps.sessionKey(), request.eventId);
    const confirmation: Confirmation = {
      tokenHash: tokenHash(token),
      hcpId: hcp.hcpId,
      requestId: request.eventId,
      language: hcp.language,
      state: "sending",
      at: instantText(now),
    };
    if (!(await claim(deps, confirmation))) return;
    const outcome = await deps.send(
      confirmationMail({
        to: address,
        name: nameInMails(hcp),
        wordings: together.map((one) => declarationOf(one, confirmation, deps.company).text),
        language: hcp.language,
        company: deps.company,
        postalAddress: country.profile.postalAddress,
        link: `${deps.hcpOrigin}/c/${token}`,
      }),
    );
    const state = { sent: "sent", busy: "retry", refused: "not_sent", unknown: "unknown" } as const;
    await settle(deps, confirmation, state[outcome.kind]);
    deps.log.info("confirmation mail", { requestId: request.eventId, outcome: outcome.kind });
    if (outcome.kind === "busy")
      throw new Error(`the mail provider is busy; request ${request.eventId} is tried again`);
  };
}

/** The person and address at the moment of sending; undefined when the request has no business any more. */
async function gather(
  deps: SendConfirmationDeps,
  request: { readonly hcpId: HcpId; readonly eventId: ConsentEventId },
  now: Instant,
): Promise<
  { readonly hcp: Hcp; readonly address: string; readonly together: readonly ConsentEvent[] } | undefined
> {
  const { events } = await readConsentLog(deps, request.hcpId);
  const asked = events.find((event) => event.eventId === request.eventId);
  const hcp = await findHcp(deps, request.hcpId);
  if (asked === undefined || hcp?.status !== "active") return undefined;
  if (doiState(events, asked, now) !== "pending" || withdrawnSince(events, asked)) return undefined;
  const together = [asked, ...events.filter((event) => event.partOf === asked.eventId)];
  const claim = await findClaimedEmail(deps, asked.eventId);
  if (claim !== undefined) {
    const blocked = (await findSuppression(deps, claim.addressHash)) !== undefined;
    return blocked ? undefined : { hcp, address: claim.email, together };
  }
  // the permission was asked for another address; a new one needs a new request (CON-3)
  const hash = addressHashOf(hcp, "email");
  if (hcp.email === undefined || hash === undefined || hash !== asked.scope.addressHash) return undefined;
  if ((await findSuppression(deps, hash)) !== undefined) return undefined;
  return { hcp, address: hcp.email, together };
}

function withdrawnSince(events: readonly ConsentEvent[], asked: ConsentEvent): boolean {
  return events.some(
    (event) => event.action === "withdraw" && event.rev > asked.rev && touches(event.scope, asked.scope),
  );
}

/** Takes the right to send: a first claim, or one after a refusal that proves that nothing left. */
async function claim(deps: SendConfirmationDeps, confirmation: Confirmation): Promise<boolean> {
  return putIf(deps.tables, {
    TableName: deps.recordsTable,
    Item: { ...confirmationKey(confirmation.tokenHash), v: 1, ...confirmation },
    ConditionExpression: "attribute_not_exists(pk) OR #state = :retry",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":retry": "retry" },
  });
}

async function settle(
  deps: SendConfirmationDeps,
  confirmation: Confirmation,
  state: Confirmation["state"],
): Promise<void> {
  await deps.tables.send(
    new UpdateCommand({
      TableName: deps.recordsTable,
      Key: confirmationKey(confirmation.tokenHash),
      UpdateExpression: "SET #state = :state",
      ConditionExpression: "#state = :sending",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":state": state, ":sending": "sending" },
    }),
  );
}
