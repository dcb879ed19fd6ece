import type { MessageVisits } from "../../shared/contracts/messaging.ts";
import { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type ConsentHead, consentHead } from "../consent/facts.ts";
import { linkClicksOf } from "../insights/facts.ts";
import type { RecordsTable } from "./store.ts";

export interface VisitsDeps extends RecordsTable {
  readonly insightsTable: string;
}

/** Pure: both data uses must stand for one of the person's addresses: tracking itself, and showing it to the rep (2.2). */
export function sharesVisits(hcp: Hcp, consent: ConsentHead, now: Instant): boolean {
  return Channel.options.some((channel) => {
    const addressHash = addressHashOf(hcp, channel);
    if (addressHash === undefined) return false;
    const query = { channel, addressHash, purpose: "promo", now } as const;
    return (["track_individual", "share_with_rep"] as const).every(
      (dataUse) => consent.covers({ ...query, dataUse }).covered,
    );
  });
}

/**
 * What may be told of the visits through the links of one person's messages, by message id; only for messages that have
 * left. Visits are shared with the rep: nobody else asks who was there (domain-rules 8.4). The consent is read once, the
 * numbers not at all where they are not shared. A person's visit that may not be tied to them is in none of the numbers.
 */
export async function visitsOf(
  deps: VisitsDeps,
  caller: Caller,
  hcp: Hcp,
  messages: readonly Message[],
  now: Instant,
): Promise<ReadonlyMap<string, MessageVisits>> {
  const left = messages.flatMap((message) => ("handOff" in message ? [message] : []));
  if (left.length === 0 || !caller.roles.includes("rep")) return new Map();
  const shared = sharesVisits(hcp, await consentHead(deps, hcp.hcpId), now);
  const entries = await Promise.all(
    left.map(async ({ messageId }): Promise<[string, MessageVisits]> => {
      if (!shared) return [messageId, { shared: false }];
      const clicks = await linkClicksOf(deps, messageId);
      const { tracked: human, machine, unknown } = clicks ?? { tracked: 0, machine: 0, unknown: 0 };
      const firstAt = clicks?.firstAt === undefined ? {} : { firstAt: clicks.firstAt };
      return [messageId, { shared: true, human, machine, unknown, ...firstAt }];
    }),
  );
  return new Map(entries);
}
