import type { ConsentAnswer, ConsentEvent, ConsentQuery, ConsentState } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { foldConsent } from "./fold.ts";
import { type ContactFacts, decidePermission, type Permission } from "./permission.ts";
import { type RecordsTable, readConsentLog, readSummaries } from "./store.ts";
import { standingAt } from "./summary.ts";

export { pausedUntil } from "./pause.ts";
export { languageFor, type Preference, preferenceOf } from "./preference.ts";
export { isShown, shownEntry } from "./shown-entry.ts";
export { heldUntil } from "./text-hold.ts";
export { type TextAct, type TextProof, type TextStanding, textStanding } from "./text-replies.ts";
export { type ViewingRules, viewingRules } from "./viewing.ts";

/** A person's consent as it stood at `rev`; ask as many questions of it as needed. */
export interface ConsentHead {
  /** Pass it to `consentUnchangedPart`, so that the answer still holds when the effect happens. */
  readonly rev: number;
  readonly events: readonly ConsentEvent[];
  covers(query: ConsentQuery & { readonly now: Instant }): ConsentAnswer;
  /** Whether it stood at an instant that has passed, by what had been said until then: for what happened at it. */
  stood(query: ConsentQuery & { readonly at: Instant }): boolean;
  /** The whole precedence of CON-1, with what is known of the person and the address: whoever sends asks this. */
  permits(contact: ContactFacts, query: ConsentQuery, now: Instant): Permission;
}

/** Reads a person's consent: one Query, strongly consistent. */
export async function consentHead(deps: RecordsTable, hcpId: HcpId): Promise<ConsentHead> {
  const { rev, events } = await readConsentLog(deps, hcpId);
  return {
    rev,
    events,
    covers: ({ now, ...query }) => foldConsent(events, query, now),
    stood: ({ at, ...query }) => {
      const until = events.filter((event) => Date.parse(event.at) <= at);
      return foldConsent(until, query, at).covered;
    },
    permits: (contact, query, now) => decidePermission(events, contact, query, now),
  };
}

/** What lists show of a person's permissions; a channel without an address has none. */
export interface ListedConsent {
  readonly sms?: ConsentState;
  readonly email?: ConsentState;
  /** Whether individual viewing may be shown to the rep. */
  readonly shares: boolean;
}

/** The permissions of many people for a list: one BatchGet for each hundred. Decisions ask `consentHead`. */
export async function listedConsents(
  deps: RecordsTable,
  hcps: readonly Pick<Hcp, "hcpId" | "emailHash" | "mobileHash">[],
  now: Instant,
): Promise<ReadonlyMap<HcpId, ListedConsent>> {
  const summaries = await readSummaries(
    deps,
    hcps.map(({ hcpId }) => hcpId),
  );
  return new Map(
    hcps.map((hcp) => {
      const standing = (channel: "sms" | "email") => {
        const addressHash = addressHashOf(hcp, channel);
        if (addressHash === undefined) return undefined;
        return standingAt(summaries.get(hcp.hcpId) ?? [], channel, addressHash, now);
      };
      const [sms, email] = [standing("sms"), standing("email")];
      const listed = {
        ...(sms === undefined ? {} : { sms: sms.send }),
        ...(email === undefined ? {} : { email: email.send }),
        shares: sms?.shares === true || email?.shares === true,
      };
      return [hcp.hcpId, listed] as const;
    }),
  );
}
