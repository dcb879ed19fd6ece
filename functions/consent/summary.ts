import * as z from "zod";
import { Channel } from "../../shared/model/channel.ts";
import { type ConsentEvent, ConsentState, type DataUse } from "../../shared/model/consent.ts";
import { Sha256 } from "../../shared/model/ids.ts";
import { type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { foldConsent } from "./fold.ts";

/** How a permission stood when the log last changed, and the instant at which it ends by itself. */
const Standing = z.object({ state: ConsentState, until: InstantText.optional() });
type Standing = z.output<typeof Standing>;

/**
 * What a head tells lists about sending and sharing, by channel and address; without `addressHash` it is about every
 * address that the log does not name. Decisions never read it: they fold the log.
 */
export const ConsentSummary = z.array(
  z.object({ channel: Channel, addressHash: Sha256.optional(), send: Standing, shares: Standing }),
);
export type ConsentSummary = z.output<typeof ConsentSummary>;

/** Stands for an address that no event names. */
const NO_ADDRESS = Sha256.parse("0".repeat(64));

/** Pure: the summary of a log as it is at this instant. */
export function summaryOf(events: readonly ConsentEvent[], now: Instant): ConsentSummary {
  return Channel.options.flatMap((channel) => {
    const named = new Set(
      events.flatMap(({ scope }) =>
        scope.addressHash !== undefined && (scope.channel ?? channel) === channel ? [scope.addressHash] : [],
      ),
    );
    return [undefined, ...named].map((addressHash) => {
      const ask = (dataUse: DataUse) => standingOf(events, channel, addressHash ?? NO_ADDRESS, dataUse, now);
      return {
        channel,
        ...(addressHash === undefined ? {} : { addressHash }),
        send: ask("send"),
        shares: both(ask("track_individual"), ask("share_with_rep")),
      };
    });
  });
}

function standingOf(
  events: readonly ConsentEvent[],
  channel: Channel,
  addressHash: Sha256,
  dataUse: DataUse,
  now: Instant,
): Standing {
  const query = { channel, addressHash, purpose: "promo", dataUse } as const;
  const answer = foldConsent(events, query, now);
  if (!answer.covered) {
    const request = events.find((event) => event.eventId === answer.eventId);
    return answer.reason === "pending_doi" && request?.expiresAt !== undefined
      ? { state: "pending_doi", until: request.expiresAt }
      : { state: answer.reason };
  }
  // another grant may go on when the one that decides today has ended
  let until = answer.until;
  for (let next = answer; next.covered; ) {
    until = next.until;
    const later = foldConsent(events, query, Date.parse(until));
    if (!later.covered) break;
    next = later;
  }
  return { state: "granted", until };
}

/** Two permissions that are needed together. */
function both(a: Standing, b: Standing): Standing {
  if (a.state !== "granted" || b.state !== "granted") return a.state === "granted" ? b : a;
  const ends = [a.until, b.until].flatMap((until) => (until === undefined ? [] : [Date.parse(until)]));
  return ends.length === 0 ? a : { state: "granted", until: instantText(Math.min(...ends)) };
}

/** Pure: one line of a summary as it stands at a later instant; nothing else but time has passed since. */
export function standingAt(
  summary: ConsentSummary,
  channel: Channel,
  addressHash: Sha256,
  now: Instant,
): { readonly send: ConsentState; readonly shares: boolean } {
  const ofChannel = summary.filter((line) => line.channel === channel);
  const line =
    ofChannel.find((one) => one.addressHash === addressHash) ??
    ofChannel.find((one) => one.addressHash === undefined);
  if (line === undefined) return { send: "none", shares: false };
  return { send: lapsed(line.send, now), shares: lapsed(line.shares, now) === "granted" };
}

function lapsed({ state, until }: Standing, now: Instant): ConsentState {
  if (until === undefined || now < Date.parse(until)) return state;
  return state === "granted" ? "expired" : "none";
}
