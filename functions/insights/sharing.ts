import { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead, type ViewingRules, viewingRules } from "../consent/facts.ts";
import type { Tables } from "../runtime/tables.ts";

/**
 * What an HCP lets the rep see of viewing; undefined when nothing: tracking itself and showing it must both stand for one
 * of the person's addresses (domain-rules 2.2), and then pieces may be left out by own wish (2.11). Strongly consistent:
 * it ends with the withdrawal.
 */
export async function sharedViewing(
  deps: { readonly tables: Tables; readonly recordsTable: string },
  hcp: Hcp,
  now: Instant,
): Promise<ViewingRules | undefined> {
  const head = await consentHead(deps, hcp.hcpId);
  const shares = Channel.options.some((channel) => {
    const addressHash = addressHashOf(hcp, channel);
    if (addressHash === undefined) return false;
    const query = { channel, addressHash, purpose: "promo", now } as const;
    return (
      head.covers({ ...query, dataUse: "track_individual" }).covered &&
      head.covers({ ...query, dataUse: "share_with_rep" }).covered
    );
  });
  return shares ? viewingRules(head.events) : undefined;
}
