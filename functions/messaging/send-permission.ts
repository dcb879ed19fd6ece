import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { addMonths, type Instant } from "../../shared/model/time.ts";
import type { ConsentHead } from "../consent/facts.ts";
import type { AddressStanding } from "../directory/facts.ts";

/** The answer for the gate, in words where it is no, and the declaration that it rests on where it is yes. */
export interface SendPermission {
  readonly granted: boolean;
  readonly words: string;
  readonly agreed?: ConsentEvent;
}

const ABSENT_CONSENT = {
  none: "There is no consent on record for this channel. Ask for it in person.",
  pending_doi: "The contact has not confirmed the consent yet.",
  expired: "The consent has run out. Ask again in person.",
  withdrawn: "The contact has opted out. Only the contact can change that.",
  never_contact: "Not available for this contact.",
  suppressed: "This address bounced, complained or was blocked. Ask the contact for another one.",
  unconfirmed: "In this country a permission counts only once the contact has confirmed it by own act.",
} as const;

/** What a pause becomes that nobody decided in time: no decision is a withdrawal (domain-rules 2.7, 2c). */
export const UNDECIDED: SendPermission = { granted: false, words: ABSENT_CONSENT.withdrawn };

/**
 * Pure: whether sending is permitted, for every product that the page shows (CON-2). Where the country's profile asks for
 * double opt-in, what a rep or an import recorded is no permission yet: only a grant by the HCP's own act is (2.3).
 */
export function sendPermission(
  head: Pick<ConsentHead, "permits" | "events">,
  hcp: Pick<Hcp, "hcpId" | "status">,
  standing: AddressStanding | undefined,
  about: {
    readonly channel: Channel;
    readonly addressHash: Sha256 | undefined;
    readonly brandEntity: string;
    readonly products: readonly string[];
    /** Absent while the country is off; then nothing else counts either. */
    readonly profile: CountryProfile | undefined;
  },
  now: Instant,
): SendPermission {
  const { channel, addressHash, brandEntity, products, profile } = about;
  if (addressHash === undefined) return { granted: false, words: ABSENT_CONSENT.none };
  const asked = products.length === 0 ? [undefined] : products;
  const contact = {
    hcpId: hcp.hcpId,
    status: hcp.status,
    suppressed: standing?.suppression?.reason,
    stopped: standing?.stop,
  };
  const permits = (product: string | undefined) =>
    head.permits(
      contact,
      { channel, addressHash, purpose: "promo", dataUse: "send", brandEntity, product },
      now,
    );
  const answers = asked.map(permits);
  const refused = answers.find((answer) => !answer.covered);
  if (refused?.covered === false) {
    const topic = asked[answers.indexOf(refused)];
    // the channel is open: it is this topic that the contact turned off, and the page can do without it
    const words =
      topic !== undefined && refused.reason === "withdrawn" && permits(undefined).covered
        ? `The contact wants no messages about ${topic}. Take it off the page.`
        : ABSENT_CONSENT[refused.reason];
    return { granted: false, words };
  }
  // an own grant that stands always decides before a recorded one (CON-1)
  const grants = answers.map(({ eventId }) => head.events.find((event) => event.eventId === eventId));
  const [agreed] = grants;
  // a country may let permissions end sooner than the ledger does (2.10)
  const lapsed = grants.some(
    (grant) =>
      grant !== undefined &&
      profile !== undefined &&
      addMonths(Date.parse(grant.saidAt ?? grant.at), profile.consentMonths) <= now,
  );
  if (lapsed) return { granted: false, words: ABSENT_CONSENT.expired };
  const own = grants.every((grant) => grant?.actor === "hcp");
  return agreed !== undefined && (own || profile?.[channel].doubleOptIn === false)
    ? { granted: true, words: "", agreed }
    : { granted: false, words: ABSENT_CONSENT.unconfirmed };
}
