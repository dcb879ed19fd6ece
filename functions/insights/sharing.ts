import { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead } from "../consent/facts.ts";
import type { Tables } from "../runtime/tables.ts";

/**
 * Whether an HCP lets the rep see viewing: tracking itself and showing it must both stand for one of the person's
 * addresses (domain-rules 2.2). Strongly consistent: it ends with the withdrawal.
 */
export async function sharesViewing(
  deps: { readonly tables: Tables; readonly recordsTable: string },
  hcp: Hcp,
  now: Instant,
): Promise<boolean> {
  const head = await consentHead(deps, hcp.hcpId);
  return Channel.options.some((channel) => {
    const addressHash = addressHashOf(hcp, channel);
    if (addressHash === undefined) return false;
    const query = { channel, addressHash, purpose: "promo", now } as const;
    return (
      head.covers({ ...query, dataUse: "track_individual" }).covered &&
      head.covers({ ...query, dataUse: "share_with_rep" }).covered
    );
  });
}
