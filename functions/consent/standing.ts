import { Channel } from "../../shared/model/channel.ts";
import {
  type ConsentEvent,
  type ConsentQuery,
  type ConsentScope,
  type DataUse,
  Purpose,
} from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { covers, foldConsent, isGrant, touches } from "./fold.ts";

/** Whose addresses a question is about. */
export type Addresses = Pick<Hcp, "emailHash" | "mobileHash">;

/** Data uses that belong to the person, whatever the channel. */
export const PERSONAL_USES = ["track_individual", "share_with_rep", "profile"] as const;
export type PersonalUse = (typeof PERSONAL_USES)[number];

/** Whether a data use of the person stands, on whichever channel it was given. */
export function standsFor(
  hcp: Addresses,
  dataUse: DataUse,
  events: readonly ConsentEvent[],
  now: Instant,
): boolean {
  const queries: ConsentQuery[] = Channel.options.flatMap((channel) => {
    const addressHash = addressHashOf(hcp, channel);
    return addressHash === undefined ? [] : [{ channel, addressHash, purpose: "promo", dataUse }];
  });
  return [...queries, { purpose: "promo", dataUse } as const].some(
    (query) => foldConsent(events, query, now).covered,
  );
}

/** Whether a channel may carry a purpose; nothing leaves by a channel without an address. */
export function mayCarry(
  hcp: Addresses,
  channel: Channel,
  purpose: Purpose,
  events: readonly ConsentEvent[],
  now: Instant,
): boolean {
  const query = sendingOf(hcp, channel, purpose);
  return query !== undefined && foldConsent(events, query, now).covered;
}

/** The question whether a channel may carry a purpose; undefined without an address. */
export function sendingOf(hcp: Addresses, channel: Channel, purpose: Purpose) {
  const addressHash = addressHashOf(hcp, channel);
  return addressHash === undefined
    ? undefined
    : ({ channel, addressHash, purpose, dataUse: "send" } as const satisfies ConsentQuery);
}

/** Whether a channel may carry anything at all. */
export function carriesAnything(
  hcp: Addresses,
  channel: Channel,
  events: readonly ConsentEvent[],
  now: Instant,
): boolean {
  return Purpose.options.some((purpose) => mayCarry(hcp, channel, purpose, events, now));
}

/** Whether a purpose may come by any channel. */
export function mayCarryAnywhere(
  hcp: Addresses,
  purpose: Purpose,
  events: readonly ConsentEvent[],
  now: Instant,
): boolean {
  return Channel.options.some((channel) => mayCarry(hcp, channel, purpose, events, now));
}

/** The purposes that a channel carried just before it was closed, so that opening it brings back what was on. */
export function carriedBefore(
  hcp: Addresses,
  channel: Channel,
  events: readonly ConsentEvent[],
  now: Instant,
): readonly Purpose[] {
  return Purpose.options.filter((purpose) => {
    const query = sendingOf(hcp, channel, purpose);
    if (query === undefined) return false;
    const closed = events.findLastIndex(
      ({ action, scope }) => action === "withdraw" && touches(scope, query),
    );
    return closed >= 0 && foldConsent(events.slice(0, closed), query, now).covered;
  });
}

/**
 * The products that the person does not want to hear of: each was withdrawn by its name, and no own permission since then
 * covers it. What closes more than the product leaves this as it was.
 */
export function stoppedTopics(events: readonly ConsentEvent[]): readonly string[] {
  const named = new Set(events.flatMap(({ scope }) => scope.product ?? []));
  return [...named].filter((product) => {
    const stop = events.findLastIndex(
      ({ action, scope }) => action === "withdraw" && scope.product === product,
    );
    const opens = ({ scope }: { readonly scope: ConsentScope }) =>
      covers({ ...scope, channel: undefined, addressHash: undefined }, aboutProduct(product));
    return (
      stop >= 0 &&
      !events.slice(stop + 1).some((event) => event.actor === "hcp" && isGrant(event, events) && opens(event))
    );
  });
}

const aboutProduct = (product: string) => ({ purpose: "promo", dataUse: "send", product }) as const;

/** What opens something again; a request that waits for its confirmation does not. */
const PERMITS: ReadonlySet<ConsentEvent["action"]> = new Set(["grant", "doi_confirmed"]);

/** Where in the log everything was stopped last; -1 when it never was. */
export function lastStop(events: readonly ConsentEvent[]): number {
  return events.findLastIndex(stopsEverything);
}

/** Whether the person stopped everything and permitted nothing since. */
export function allStopped(events: readonly ConsentEvent[]): boolean {
  const stop = lastStop(events);
  return (
    stop >= 0 && !events.slice(stop + 1).some(({ action, actor }) => actor === "hcp" && PERMITS.has(action))
  );
}

/** A withdrawal of everything that may be sent or counted. */
function stopsEverything(event: ConsentEvent): boolean {
  const { channel, dataUse, product } = event.scope;
  return (
    event.action === "withdraw" && dataUse === undefined && channel === undefined && product === undefined
  );
}
