import { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent, ConsentQuery, Evidence, Purpose } from "../../shared/model/consent.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { foldConsent } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import { type Addresses, mayCarry, type PersonalUse, sendingOf, stoppedTopics } from "./standing.ts";

/** Data uses with a switch of their own. */
export type GivenUse = PersonalUse | "track_opens";

/** What a sentence on the page permits: promotion by a channel, another purpose, a topic, a use of data. */
export type Asked = Channel | Exclude<Purpose, "promo"> | GivenUse | { readonly product: string };

/** Whose choice it is, and how it is proved. */
export interface Chooser {
  readonly hcp: Addresses;
  /** The sentence that a permission is pinned to. */
  readonly wordingOf: (asked: Asked) => { readonly textSha256: Sha256 };
  readonly textVersion: string;
  /** The visit or message that the person came by. */
  readonly reference: string;
  /** Channels that may be turned on here; see `mayTurnOn`. */
  readonly startable: readonly Channel[];
}

/** Permits a purpose over a channel, for the address of today (CON-3). Pure, as everything here. */
export function grantSending(
  chooser: Chooser,
  channel: Channel,
  purpose: Purpose,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const scope = sendingOf(chooser.hcp, channel, purpose);
  if (scope === undefined || foldConsent(events, scope, now).covered) return [];
  return [grant(chooser, scope, purpose === "promo" ? channel : purpose, now)];
}

/** Permits a topic again, over the channels by which product information comes. */
export function grantTopic(
  chooser: Chooser,
  product: string,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  if (!stoppedTopics(events).includes(product)) return [];
  return Channel.options
    .filter((channel) => mayCarry(chooser.hcp, channel, "promo", events, now))
    .flatMap((channel) => {
      const scope = sendingOf(chooser.hcp, channel, "promo");
      return scope === undefined ? [] : [grant(chooser, { ...scope, product }, { product }, now)];
    });
}

/** Permits a use of data for the person, whatever the channel; of opens for the address of their e-mails. */
export function grantUse(
  chooser: Chooser,
  use: GivenUse,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const { emailHash } = chooser.hcp;
  if (use === "track_opens" && emailHash === undefined) return [];
  const ofMails = use === "track_opens" ? ({ channel: "email", addressHash: emailHash } as const) : {};
  const scope = { ...ofMails, purpose: "promo", dataUse: use } as const;
  return foldConsent(events, scope, now).covered ? [] : [grant(chooser, scope, use, now)];
}

function grant(chooser: Chooser, scope: ConsentQuery, asked: Asked, now: Instant): ConsentEntry {
  const { textSha256 } = chooser.wordingOf(asked);
  return {
    action: "grant",
    actor: "hcp",
    scope,
    evidence: { ...evidence(chooser), textSha256 },
    expiresAt: instantText(addMonths(now, GRANT_MONTHS)),
  };
}

/** The proof of a press: the wording's version, and the visit or message that it came by. */
export function evidence({ textVersion, reference }: Chooser): Evidence {
  return { textVersion, method: "web_form", reference };
}
