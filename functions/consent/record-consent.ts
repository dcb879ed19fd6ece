import type { ErrorCode } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type {
  ConsentActor,
  ConsentEvent,
  ConsentQuery,
  DataUse,
  Evidence,
  Purpose,
} from "../../shared/model/consent.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { addMonths, DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { foldConsent } from "./fold.ts";

/** How long a request for confirmation may be answered (domain-rules 2.4). */
export const CONFIRMATION_DAYS = 7;

/** What a signed-in person wants recorded, with the address of the channel as it is today. */
export interface ConsentWish {
  readonly action: "grant" | "withdraw";
  /** A withdrawal of whatever there is. */
  readonly everything?: boolean;
  readonly actor: Extract<ConsentActor, "rep" | "privacy_office" | "import">;
  readonly channel: Channel | undefined;
  readonly addressHash: Sha256 | undefined;
  /** A withdrawal without one is about every purpose; a grant without one is promotional. */
  readonly purpose?: Purpose | undefined;
  readonly product?: string | undefined;
  readonly dataUse: DataUse;
  readonly doubleOptIn: boolean;
  readonly months: number;
  readonly saidAt?: string | undefined;
  readonly evidence: Evidence;
}

export type RecordDecision =
  | { readonly kind: "append"; readonly entry: ConsentEntry }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly detail: string };

/**
 * Decides what a recorded declaration becomes. A withdrawal is about the whole channel and needs no address, so that
 * it also meets a later one; whoever relays it, its clock starts when the person said it (CON-14). A grant is for the
 * address of today (CON-3). A confirmation mail goes neither to somebody who withdrew, since only their own act ends
 * that (INV-5), nor twice within its week (domain-rules 2.4).
 */
export function decideRecord(
  wish: ConsentWish,
  events: readonly ConsentEvent[],
  now: Instant,
): RecordDecision {
  const { channel, addressHash, dataUse, evidence, actor, product, saidAt } = wish;
  const said = saidAt === undefined ? {} : { saidAt };
  if (saidAt !== undefined && Date.parse(saidAt) > now)
    return refused("not_allowed", "Nobody can have said this in the future.");
  if (wish.action === "withdraw") {
    const scope = wish.everything === true ? {} : { channel, purpose: wish.purpose, product, dataUse };
    return { kind: "append", entry: { action: "withdraw", actor, scope, evidence, ...said } };
  }
  if (channel !== undefined && addressHash === undefined) {
    return refused(
      "not_allowed",
      `There is no ${channel === "sms" ? "mobile number" : "e-mail address"} on record.`,
    );
  }
  const purpose = wish.purpose ?? "promo";
  const scope = { channel, addressHash, purpose, product, dataUse } satisfies ConsentQuery;
  if (!wish.doubleOptIn) {
    const expiresAt = instantText(addMonths(saidAt === undefined ? now : Date.parse(saidAt), wish.months));
    return { kind: "append", entry: { action: "grant", actor, scope, evidence, expiresAt, ...said } };
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
      "A request to confirm is on its way already. It can be answered for 7 days.",
    );
  }
  const expiresAt = instantText(now + CONFIRMATION_DAYS * DAY);
  return { kind: "append", entry: { action: "doi_requested", actor, scope, evidence, expiresAt } };
}

function refused(code: ErrorCode, detail: string): RecordDecision {
  return { kind: "refused", code, detail };
}
