import type { ConsentEvent, ConsentQuery } from "../../shared/model/consent.ts";
import { ConsentEventId, HcpId, Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText, MINUTE } from "../../shared/model/time.ts";
import { foldConsent } from "./fold.ts";

export const NOW = Date.parse("2026-11-23T10:00:00Z");
export const A = Sha256.parse("a".repeat(64));
export const B = Sha256.parse("b".repeat(64));
export const SEND = {
  channel: "email",
  addressHash: A,
  purpose: "promo",
  dataUse: "send",
} as const satisfies ConsentQuery;

/** One event of a log, as far as it differs from a grant that a rep recorded on paper. */
export type Step = Partial<
  Pick<ConsentEvent, "action" | "actor" | "scope" | "expiresAt" | "saidAt" | "at">
> & {
  readonly answers?: number;
};

const idAt = (rev: number) => ConsentEventId.parse(`cev_${String(rev).padStart(26, "0")}`);

/** A log from steps; a step's `answers` is the 1-based position of the request it confirms. */
export function logOf(...steps: readonly Step[]): ConsentEvent[] {
  return steps.map(({ answers, ...step }, index) => ({
    eventId: idAt(index + 1),
    hcpId: HcpId.parse(`hcp_${"0".repeat(26)}`),
    rev: index + 1,
    at: instantText(NOW + index * MINUTE),
    action: "grant",
    actor: "rep",
    scope: SEND,
    evidence: { textVersion: "t.1", method: "paper", reference: "form 7" },
    expiresAt: instantText(NOW + 700 * DAY),
    ...(answers === undefined ? {} : { requestId: idAt(answers) }),
    ...step,
  }));
}
/** What the fold says a day later. */
export const answer = (log: readonly ConsentEvent[], query: ConsentQuery = SEND, now = NOW + DAY) => {
  const found = foldConsent(log, query, now);
  return found.covered ? "granted" : found.reason;
};

export const grant: Step = { action: "grant" };
export const withdraw: Step = { action: "withdraw", actor: "hcp" };
export const request: Step = { action: "doi_requested", expiresAt: instantText(NOW + 7 * DAY) };
export const confirmed = (answers: number): Step => ({ action: "doi_confirmed", actor: "hcp", answers });
