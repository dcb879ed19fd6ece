import type { Actor } from "../../shared/contracts/audit.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { type AppendDeps, appendParts, type ConsentEntry } from "./append.ts";
import { rulesFor } from "./brought-grant.ts";
import { evidenceProblem } from "./check-evidence.ts";
import { foldConsent } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import { decideRecord } from "./record-consent.ts";
import { readConsentLog } from "./store.ts";

/** A consent as a row of an import file claims it; values exactly as in the file. */
export interface ClaimedConsent {
  readonly channel: Channel;
  /** Day of the declaration, `yyyy-mm-dd`. */
  readonly day: string;
  readonly textVersion: string;
  readonly reference: string;
}

/** What a claimed consent becomes: an entry, nothing because it is there already, or nothing and why. */
export type ImportedConsent =
  | { readonly kind: "grant"; readonly entry: ConsentEntry }
  | { readonly kind: "known" }
  | {
      readonly kind: "none";
      readonly field: "day" | "textVersion" | "reference" | "channel";
      readonly reason: string;
    };

/**
 * Decides what a claimed consent becomes. Without its evidence it lands as none (CON-4), with the reason for the
 * report; over a withdrawal it lands as none too, because only the person's own act ends that (INV-5). Pure.
 */
export function decideImportedConsent(
  claimed: ClaimedConsent,
  hcp: Pick<Hcp, "country" | "language" | "emailHash" | "mobileHash">,
  events: readonly ConsentEvent[],
  company: string,
  now: Instant,
): ImportedConsent {
  const { channel, textVersion, reference } = claimed;
  const none = (field: "day" | "textVersion" | "reference" | "channel", reason: string) =>
    ({ kind: "none", field, reason }) as const;
  const addressHash = addressHashOf(hcp, channel);
  if (addressHash === undefined) return none("channel", "There is no address for this consent in the row.");
  if (textVersion.trim() === "")
    return none("textVersion", "The version of the consent text is missing: the person counts as not asked.");
  const saidAt = dayStart(claimed.day);
  if (saidAt === undefined)
    return none("day", "The day of the consent must be there as yyyy-mm-dd: the person counts as not asked.");
  const scope = { channel, purpose: "promo", dataUse: "send" } as const;
  const brought = { scope, textVersion: textVersion.trim(), method: "import", reference, saidAt } as const;
  const problem = evidenceProblem(brought, rulesFor(hcp, channel, company), now);
  if (problem !== undefined) {
    const field =
      problem.field === "saidAt" ? "day" : problem.field === "reference" ? "reference" : "textVersion";
    return none(field, `${problem.words} The person counts as not asked.`);
  }
  const standing = foldConsent(events, { ...scope, addressHash }, now);
  if (!standing.covered && standing.reason === "withdrawn")
    return none(
      "channel",
      "The person withdrew this. Only they can permit it again, so nothing was changed.",
    );
  const evidence = {
    textVersion: brought.textVersion,
    method: "import",
    reference: reference.trim(),
  } as const;
  const known = events.some(
    (event) =>
      event.evidence.method === "import" &&
      event.scope.addressHash === addressHash &&
      event.saidAt === saidAt &&
      event.evidence.textVersion === evidence.textVersion &&
      event.evidence.reference === evidence.reference,
  );
  if (known) return { kind: "known" };
  const wish = { ...scope, action: "grant", actor: "import", addressHash, evidence, saidAt } as const;
  const decision = decideRecord({ ...wish, doubleOptIn: false, months: GRANT_MONTHS }, events, now);
  return decision.kind === "append"
    ? { kind: "grant", entry: decision.entry }
    : none("channel", decision.detail);
}

/**
 * A claimed consent against the person's log: the parts that write it, refused as `consent_changed` when the log moved,
 * or why there are none.
 */
export async function importedConsentParts(
  deps: AppendDeps & { readonly company: string },
  hcp: Hcp,
  claimed: ClaimedConsent,
  by: Actor,
  now: Instant,
): Promise<
  | { readonly kind: "grant"; readonly parts: readonly TransactPart[] }
  | Exclude<ImportedConsent, { readonly kind: "grant" }>
> {
  const log = await readConsentLog(deps, hcp.hcpId);
  const decided = decideImportedConsent(claimed, hcp, log.events, deps.company, now);
  if (decided.kind !== "grant") return decided;
  const { parts } = await appendParts(deps, hcp.hcpId, log, by, decided.entry, now);
  return { kind: "grant", parts };
}

function dayStart(day: string): string | undefined {
  const text = day.trim();
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) || instantText(at).slice(0, 10) !== text ? undefined : instantText(at);
}
