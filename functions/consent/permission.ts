import type { ConsentAnswer, ConsentEvent, ConsentQuery } from "../../shared/model/consent.ts";
import type { HcpStatus } from "../../shared/model/hcp.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { SuppressionReason } from "../../shared/model/suppression.ts";
import type { Instant } from "../../shared/model/time.ts";
import { covers, foldConsent, isGrant } from "./fold.ts";

/** What the wall of people knows of a person and of the address in the question; it stays there. */
export interface ContactFacts {
  readonly hcpId: HcpId;
  readonly status: HcpStatus;
  /** Why nothing goes to the address, whoever owns it. */
  readonly suppressed?: SuppressionReason | undefined;
  /** The last stop that came from the address itself, and by whom of those who share it. */
  readonly stopped?: { readonly by?: HcpId | undefined; readonly at: string } | undefined;
}

/** Whether a permission stands. `never_contact` and `suppressed` say that no permission of theirs is even asked. */
export type Permission =
  | ConsentAnswer
  | { readonly covered: false; readonly reason: "never_contact"; readonly eventId: undefined }
  | {
      readonly covered: false;
      readonly reason: "suppressed";
      readonly cause: SuppressionReason;
      readonly eventId: undefined;
    };

/**
 * The whole precedence of CON-1 in one function: never contact → suppressed address → a stop that came from a shared
 * address → the person's log. A practice's address has several owners (Appendix C.16): what one of them stops there is
 * stopped for the address, until each of the others permits it again by own act. Pure.
 */
export function decidePermission(
  events: readonly ConsentEvent[],
  facts: ContactFacts,
  query: ConsentQuery,
  now: Instant,
): Permission {
  const never = facts.status === "no_contact" || facts.suppressed === "never_contact";
  if (never) return { covered: false, reason: "never_contact", eventId: undefined };
  const addressed = query.dataUse === "send" || query.dataUse === "track_opens";
  if (addressed && facts.suppressed !== undefined) {
    return { covered: false, reason: "suppressed", cause: facts.suppressed, eventId: undefined };
  }
  const answer = foldConsent(events, query, now);
  if (addressed && answer.covered && stoppedByAnother(events, facts, query)) {
    return { covered: false, reason: "withdrawn", eventId: undefined };
  }
  return answer;
}

/** Logs of different people have no common order, so that here the time decides; the same instant is not later. */
function stoppedByAnother(
  events: readonly ConsentEvent[],
  { hcpId, stopped }: ContactFacts,
  query: ConsentQuery,
): boolean {
  if (stopped === undefined || stopped.by === hcpId) return false;
  const since = Date.parse(stopped.at);
  return !events.some(
    (event) =>
      event.actor === "hcp" &&
      Date.parse(event.at) > since &&
      isGrant(event, events) &&
      covers(event.scope, query),
  );
}
