import type { ConsentEntry } from "../../shared/contracts/consent/panel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";

const PREFERS = ["frequency", "hours", "language"] as const;

/**
 * Whether an entry is for people at the company. What somebody lets their rep see is not: a piece that was hidden would
 * be told of by its hiding.
 */
export function isShown({ preference }: ConsentEvent): boolean {
  return preference?.viewing === undefined;
}

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
    prefers: PREFERS.find((field) => event.preference?.[field] !== undefined),
  };
}
