import type { ConsentEntry } from "../../shared/contracts/consent.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";

/** Pure: one entry of the log as people see it: no address, not even its hash. */
export function shownEntry(event: ConsentEvent): ConsentEntry {
  return {
    eventId: event.eventId,
    at: event.at,
    action: event.action,
    actor: event.actor,
    channel: event.scope.channel,
    dataUse: event.scope.dataUse,
    purpose: event.scope.purpose,
    product: event.scope.product,
    textVersion: event.evidence.textVersion,
    method: event.evidence.method,
    reference: event.evidence.reference,
    signatureSha256: event.evidence.signatureSha256,
    saidAt: event.saidAt,
    expiresAt: event.expiresAt,
  };
}
