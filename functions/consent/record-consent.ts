import type { ErrorCode } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type {
  ConsentActor,
  ConsentEvent,
  ConsentQuery,
  DataUse,
  Evidence,
} from "../../shared/model/consent.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { foldConsent } from "./fold.ts";
import { addMonths } from "./grant-life.ts";

/** How long a request for confirmation may be answered (domain-rules 2.4). */
export const CONFIRMATION_DAYS = 7;

/** What a signed-in person wants recorded, with the address of the channel as it is today. */
export interface ConsentWish {
  readonly action: "grant" | "withdraw";
  readonly actor: Extract<ConsentActor, "rep" | "privacy_office">;
  readonly channel: Channel | undefined;
  readonly addressHash: Sha256 | undefined;
  readonly dataUse: DataUse;
  readonly doubleOptIn: boolean;
  readonly months: number;
  readonly evidence: Evidence;
}

export type RecordDecision =
  | { readonly kind: "append"; readonly entry: ConsentEntry }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly detail: string };

/**
 * Decides what a recorded declaration becomes. A withdrawal is about the whole channel and needs no address, so that
 * it also meets a later one. A grant is for the address of today (CON-3). A confirmation mail goes neither to somebody
 * who withdrew, since only their own act ends that (INV-5), nor twice within its week (domain-rules 2.4).
 */
export function decideRecord(
  wish: ConsentWish,
  events: readonly ConsentEvent[],
  now: Instant,
): RecordDecision {
  const { channel, addressHash, dataUse, evidence, actor } = wish;
  if (wish.action === "withdraw") {
    const scope = { channel, purpose: "promo", dataUse } as const;
    return { kind: "append", entry: { action: "withdraw", actor, scope, evidence } };
  }
  if (channel !== undefined && addressHash === undefined) {
    return refused(
      "not_allowed",
      `There is no ${channel === "sms" ? "mobile number" : "e-mail address"} on record.`,
    );
  }
  const scope = { channel, addressHash, purpose: "promo", dataUse } satisfies ConsentQuery;
  if (!wish.doubleOptIn) {
    const expiresAt = instantText(addMonths(now, wish.months));
    return { kind: "append", entry: { action: "grant", actor, scope, evidence, expiresAt } };
  }
  const standing = foldConsent(events, scope, now);
  if (!standing.covered && standing.reason === "withdrawn") {
    return refused(
      "not_allowed",
      "They withdrew this permission. Only they can give it again, by their own act.",
    );
  }
  if (!standing.covered && standing.reason === "pending_doi") {
    return refused(
      "wrong_state",
      "A confirmation mail is on its way already. It can be answered for 7 days.",
    );
  }
  const expiresAt = instantText(now + CONFIRMATION_DAYS * DAY);
  return { kind: "append", entry: { action: "doi_requested", actor, scope, evidence, expiresAt } };
}

function refused(code: ErrorCode, detail: string): RecordDecision {
  return { kind: "refused", code, detail };
}
