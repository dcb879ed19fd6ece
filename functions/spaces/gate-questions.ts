import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { AskedUse } from "../../web/spaces/gate.tsx";
import { dayText } from "../../web/spaces/words/day.ts";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { PageLanguage, Words } from "../../web/spaces/words/words.ts";
import { type ConsentHead, languageFor } from "../consent/facts.ts";
import type { Link } from "./store.ts";

/** A link that opens, and whom it is for. */
export interface OpenLink {
  readonly link: Link;
  readonly hcp: Hcp;
  readonly consent: ConsentHead;
}

/** The language of the page: chosen for this look, else the person's own (2.11). */
export function spokenOn({ hcp, consent }: OpenLink, chosen: PageLanguage | undefined): Words {
  return wordsFor(chosen, languageFor(consent.events, hcp));
}

/** What is still open: what was agreed to or stopped is not asked again; the choices page has both (CON-11). */
export function asksOf({ link, hcp, consent }: OpenLink, now: Instant): AskedUse[] {
  const addressHash = addressHashOf(hcp, link.channel);
  return (["track_individual", "share_with_rep"] as const).filter((dataUse) => {
    const answer = consent.covers({ channel: link.channel, addressHash, purpose: "promo", dataUse, now });
    return !answer.covered && answer.reason !== "withdrawn";
  });
}

/** When and how the person agreed to messages on this channel. */
export function agreedOf(open: OpenLink, chosen: PageLanguage | undefined, now: Instant) {
  const { link, hcp, consent } = open;
  const addressHash = addressHashOf(hcp, link.channel);
  const query = { channel: link.channel, addressHash, purpose: "promo", dataUse: "send", now } as const;
  const answer = consent.covers(query);
  const event = consent.events.find((one) => answer.covered && one.eventId === answer.eventId);
  return event === undefined
    ? undefined
    : { date: dayText(event.at, hcp, spokenOn(open, chosen).lang), method: event.evidence.method };
}
