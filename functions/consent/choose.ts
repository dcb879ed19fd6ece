import type { ChoiceChange } from "../../shared/contracts/consent.ts";
import { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent, ConsentQuery, DataUse, Evidence } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { addMonths, DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { foldConsent } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import { pausedUntil } from "./pause.ts";

/** Data uses that belong to the person, whatever the channel. */
export const PERSONAL_USES = ["track_individual", "share_with_rep", "profile"] as const;
export type PersonalUse = (typeof PERSONAL_USES)[number];

/** One press of a button. */
export interface Choice {
  readonly change: ChoiceChange;
  readonly to: "on" | "off" | "30" | "90";
}

/** Whose choice it is, and how it is proved. */
export interface Chooser {
  readonly hcp: Pick<Hcp, "emailHash" | "mobileHash">;
  /** The sentence that a permission is pinned to. */
  readonly wordingOf: (what: Channel | PersonalUse) => { readonly textSha256: Sha256 };
  readonly textVersion: string;
  /** The visit or message that the person came by. */
  readonly reference: string;
  /** Channels that may be turned on here; see `mayTurnOn`. */
  readonly startable: readonly Channel[];
}

/**
 * Decides what a press becomes: entries for the log, none when it says so already. A withdrawal is wide (the whole
 * channel, every address, the whole person), a permission is narrow and the HCP's own, so that it opens what they
 * themselves had stopped (CON-1). Pure.
 */
export function choose(
  { change, to }: Choice,
  chooser: Chooser,
  events: readonly ConsentEvent[],
  now: Instant,
): readonly ConsentEntry[] {
  switch (change) {
    case "stop":
      return stopsEverything(events.at(-1)) ? [] : [withdrawal(chooser, {})];
    case "start":
      return restored(chooser, events, now);
    case "pause":
      return pauseEntries(to, chooser, events, now);
    case "email":
    case "sms":
      if (to !== "on") return turnedOff(chooser, { channel: change, dataUse: "send" }, events, now);
      return chooser.startable.includes(change) ? grantSending(chooser, change, events, now) : [];
    default:
      return to === "on"
        ? grantUse(chooser, change, events, now)
        : turnedOff(chooser, { dataUse: change }, events, now);
  }
}

/** What opens something again; a request that waits for its confirmation does not. */
const PERMITS: ReadonlySet<ConsentEvent["action"]> = new Set(["grant", "doi_confirmed"]);

/** Whether the person stopped everything and permitted nothing since. */
export function allStopped(events: readonly ConsentEvent[]): boolean {
  const stop = events.findLastIndex(stopsEverything);
  return (
    stop >= 0 && !events.slice(stop + 1).some(({ action, actor }) => actor === "hcp" && PERMITS.has(action))
  );
}

function stopsEverything(event: ConsentEvent | undefined): boolean {
  return (
    event?.action === "withdraw" && event.scope.dataUse === undefined && event.scope.channel === undefined
  );
}

/** Whether a data use of the person stands, on whichever channel it was given. */
export function standsFor(
  hcp: Chooser["hcp"],
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

/** What stood just before everything was stopped, given again by the same hand: undo costs one press, as stop did. */
function restored(chooser: Chooser, events: readonly ConsentEvent[], now: Instant): ConsentEntry[] {
  if (!allStopped(events)) return [];
  const before = events.slice(0, events.findLastIndex(stopsEverything));
  const channels = Channel.options.filter((channel) => {
    const addressHash = addressHashOf(chooser.hcp, channel);
    const query = { channel, addressHash, purpose: "promo", dataUse: "send" } as const;
    return addressHash !== undefined && foldConsent(before, query, now).covered;
  });
  return [
    ...channels.flatMap((channel) => grantSending(chooser, channel, events, now)),
    ...PERSONAL_USES.filter((use) => standsFor(chooser.hcp, use, before, now)).flatMap((use) =>
      grantUse(chooser, use, events, now),
    ),
  ];
}

function grantSending(
  chooser: Chooser,
  channel: Channel,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const addressHash = addressHashOf(chooser.hcp, channel);
  if (addressHash === undefined) return [];
  const scope = { channel, addressHash, purpose: "promo", dataUse: "send" } as const;
  return foldConsent(events, scope, now).covered ? [] : [grant(chooser, scope, channel, now)];
}

function grantUse(
  chooser: Chooser,
  use: PersonalUse,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const scope = { purpose: "promo", dataUse: use } as const;
  return foldConsent(events, scope, now).covered ? [] : [grant(chooser, scope, use, now)];
}

function grant(
  chooser: Chooser,
  scope: ConsentQuery,
  what: Channel | PersonalUse,
  now: Instant,
): ConsentEntry {
  const { textSha256 } = chooser.wordingOf(what);
  return {
    action: "grant",
    actor: "hcp",
    scope,
    evidence: { ...evidence(chooser), textSha256 },
    expiresAt: instantText(addMonths(now, GRANT_MONTHS)),
  };
}

/** Off closes what stands, and also what only waits or ran out: nobody else may open it after this press. */
function turnedOff(
  chooser: Chooser,
  scope: { readonly channel?: Channel; readonly dataUse: DataUse },
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const addressHash = scope.channel === undefined ? undefined : addressHashOf(chooser.hcp, scope.channel);
  const answer = foldConsent(events, { ...scope, addressHash, purpose: "promo" }, now);
  const stands =
    scope.channel === undefined ? standsFor(chooser.hcp, scope.dataUse, events, now) : answer.covered;
  if (!stands && !answer.covered && answer.reason === "withdrawn") return [];
  return [withdrawal(chooser, scope)];
}

function withdrawal(
  chooser: Chooser,
  scope: { readonly channel?: Channel; readonly dataUse?: DataUse },
): ConsentEntry {
  return {
    action: "withdraw",
    actor: "hcp",
    scope: { ...scope, purpose: "promo" },
    evidence: evidence(chooser),
  };
}

function pauseEntries(
  to: Choice["to"],
  chooser: Chooser,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const until = pausedUntil(events) ?? now;
  const entry = {
    actor: "hcp",
    scope: { purpose: "promo", dataUse: "send" },
    evidence: evidence(chooser),
  } as const;
  if (to !== "30" && to !== "90") return until > now ? [{ ...entry, action: "resume" }] : [];
  const end = now + Number(to) * DAY;
  // the second press of the same button a moment later
  if (Math.abs(until - end) < DAY / 2) return [];
  return [{ ...entry, action: "pause", expiresAt: instantText(end) }];
}

function evidence({ textVersion, reference }: Chooser): Evidence {
  return { textVersion, method: "web_form", reference };
}
