import type { Actor } from "../../shared/contracts/audit.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { DataUse } from "../../shared/model/consent.ts";
import type { HcpId, MessageId, Sha256 } from "../../shared/model/ids.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { type AppendDeps, appendAllParts, appendParts, type ConsentEntry } from "./append.ts";
import { foldConsent } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import { headKey, readConsentLog, Unsubscribe, unsubscribeKey } from "./store.ts";

export { importedConsentParts } from "./import-consent.ts";
export { textActParts } from "./text-replies.ts";

/**
 * The withdrawal that a complaint is: it stops the channel for the person, at whatever address, until they permit it
 * again by own act (domain-rules 2.9). Refused as `consent_changed` when the log moved: take fresh parts.
 */
export async function complaintParts(
  deps: AppendDeps,
  message: { readonly hcpId: HcpId; readonly channel: Channel; readonly messageId: MessageId },
  by: Actor,
  now: Instant,
): Promise<readonly TransactPart[]> {
  const { hcpId, channel, messageId } = message;
  const log = await readConsentLog(deps, hcpId);
  const entry = {
    action: "withdraw",
    actor: "system",
    scope: { channel, purpose: "promo", dataUse: "send" },
    evidence: { textVersion: `complaint.${channel}.1`, method: "complaint", reference: messageId },
  } as const;
  return (await appendParts(deps, hcpId, log, by, entry, now)).parts;
}

/**
 * The withdrawal of somebody who told their carrier to stop our texts, which we learn by the provider's refusal: their own
 * act, so it stands until they permit it again (CON-1, CON-13). Refused as `consent_changed` when the log moved.
 */
export async function carrierStopParts(
  deps: AppendDeps,
  message: { readonly hcpId: HcpId; readonly messageId: MessageId },
  by: Actor,
  now: Instant,
): Promise<readonly TransactPart[]> {
  const { hcpId, messageId } = message;
  const log = await readConsentLog(deps, hcpId);
  const entry = {
    action: "withdraw",
    actor: "hcp",
    scope: { channel: "sms", purpose: "promo", dataUse: "send" },
    evidence: { textVersion: "sms.carrier_stop.1", method: "sms_keyword", reference: messageId },
  } as const;
  return (await appendParts(deps, hcpId, log, by, entry, now)).parts;
}

/** Holds while nothing was added to the person's consent log since `rev` was read. Refused as `consent_changed`. */
export function consentUnchangedPart(recordsTable: string, hcpId: HcpId, rev: number): TransactPart {
  return {
    name: "consent_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: headKey(hcpId),
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": rev } }),
      },
    },
  };
}

/**
 * The record behind a message's unsubscribe link, written in the transaction that mints the link. Only the token's
 * hash is kept. Refused as `unsubscribe_exists` when the token was used before.
 */
export function unsubscribePart(recordsTable: string, unsubscribe: Unsubscribe): TransactPart {
  return {
    name: "unsubscribe_exists",
    item: {
      Put: {
        TableName: recordsTable,
        Item: { ...unsubscribeKey(unsubscribe.tokenHash), v: 1, ...Unsubscribe.parse(unsubscribe) },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/**
 * The HCP's own permissions to use data about them, given together on a page of ours: for the person, whatever the
 * channel. None when they stand already. Refused as `consent_changed` when the log moved: take fresh parts.
 */
export async function ownGrantsParts(
  deps: AppendDeps,
  hcpId: HcpId,
  grants: readonly { readonly dataUse: DataUse; readonly textSha256: Sha256 }[],
  given: { readonly textVersion: string; readonly reference: string },
  now: Instant,
): Promise<readonly TransactPart[]> {
  const log = await readConsentLog(deps, hcpId);
  const entries = grants.flatMap(({ dataUse, textSha256 }): ConsentEntry[] => {
    const scope = { purpose: "promo", dataUse } as const;
    if (foldConsent(log.events, scope, now).covered) return [];
    const evidence = { ...given, textSha256, method: "web_form" } as const;
    const expiresAt = instantText(addMonths(now, GRANT_MONTHS));
    return [{ action: "grant", actor: "hcp", scope, evidence, expiresAt }];
  });
  if (entries.length === 0) return [];
  return (await appendAllParts(deps, hcpId, log, { type: "hcp", id: hcpId }, entries, now)).parts;
}
