import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";

/**
 * Channels that a person may turn on from here: the one they came by, since that proves the address, and one that was
 * permitted for this address before. A page opened from a mail proves nothing about a phone number (domain-rules 2.3).
 */
export function mayTurnOn(
  channel: Channel,
  facts: { readonly cameBy: Channel; readonly open: boolean; readonly suppressed: boolean },
  hcp: Pick<Hcp, "emailHash" | "mobileHash">,
  events: readonly ConsentEvent[],
): boolean {
  const addressHash = addressHashOf(hcp, channel);
  if (addressHash === undefined || !facts.open || facts.suppressed) return false;
  return (
    facts.cameBy === channel ||
    events.some(
      ({ action, scope }) =>
        (action === "grant" || action === "doi_confirmed") &&
        scope.channel === channel &&
        scope.addressHash === addressHash &&
        scope.dataUse === "send",
    )
  );
}
