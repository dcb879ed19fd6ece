import type { Channel } from "../../shared/model/channel.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { addressHashOf } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { ConsentHead } from "../consent/facts.ts";
import type { Link } from "./store.ts";

/**
 * Decides whether a link still opens (domain-rules 3.2): not after its end, not for a contact who is no longer active,
 * and not after the HCP stopped the channel that it came by. Consent that merely ran out does not close a link.
 */
export function linkOpens(link: Link, hcp: Hcp, consent: ConsentHead, now: Instant): boolean {
  return link.linkEndsAt * 1000 > now && linkServes(link, hcp, consent, now);
}

/** Whether a link would still open if it had not ended: then a new one may be sent in its place. */
export function linkServes(link: Link, hcp: Hcp, consent: ConsentHead, now: Instant): boolean {
  return hcp.status === "active" && sendingState(hcp, consent, link.channel, now) !== "withdrawn";
}

/**
 * Decides whether a visit may go on: a contact who stopped the last open channel is shown no content any more, also in
 * a visit that had begun before.
 */
export function visitGoesOn(hcp: Hcp, consent: ConsentHead, now: Instant): boolean {
  if (hcp.status !== "active") return false;
  const states = (["email", "sms"] as const).map((channel) => sendingState(hcp, consent, channel, now));
  return states.includes("covered") || !states.includes("withdrawn");
}

/** How permission to send stands for a channel; undefined without an address. */
function sendingState(hcp: Hcp, consent: ConsentHead, channel: Channel, now: Instant): string | undefined {
  const addressHash = addressHashOf(hcp, channel);
  if (addressHash === undefined) return undefined;
  const answer = consent.covers({ channel, addressHash, purpose: "promo", dataUse: "send", now });
  return answer.covered ? "covered" : answer.reason;
}
