import { type Channel, Channel as Channels } from "../../shared/model/channel.ts";
import { type ConsentEvent, type ConsentScope, type DataUse, Purpose } from "../../shared/model/consent.ts";
import { addressHashOf } from "../../shared/model/hcp.ts";
import type { PreferenceChange } from "../../shared/model/preference.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import {
  type Chooser,
  evidence,
  type GivenUse,
  grantSending,
  grantTopic,
  grantUse,
} from "./choose-grants.ts";
import { foldConsent } from "./fold.ts";
import { pausedUntil } from "./pause.ts";
import { preferenceOf } from "./preference.ts";
import {
  allStopped,
  carriedBefore,
  lastStop,
  mayCarry,
  PERSONAL_USES,
  standsFor,
  stoppedTopics,
} from "./standing.ts";
import { viewingRules } from "./viewing.ts";

/** A pause that ends this close to the one that runs is the same wish, pressed again. */
const SAME_PRESS = 5 * MINUTE;

/** One press of a button. */
export type Choice =
  | { readonly kind: "stop" }
  | { readonly kind: "start" }
  | { readonly kind: "channel"; readonly channel: Channel; readonly on: boolean }
  | { readonly kind: "purpose"; readonly purpose: Purpose; readonly on: boolean }
  | { readonly kind: "topic"; readonly product: string; readonly on: boolean }
  | { readonly kind: "use"; readonly use: GivenUse; readonly on: boolean }
  /** Without an end the pause is over. */
  | { readonly kind: "pause"; readonly until: Instant | undefined }
  | { readonly kind: "prefer"; readonly preference: PreferenceChange };

/**
 * Decides what a press becomes: entries for the log, none when it says so already. A withdrawal is wide (every purpose of
 * a channel, every address, the whole person), a permission is narrow and the HCP's own, so that it opens what they
 * themselves had stopped (CON-1). Pure.
 */
export function choose(
  choice: Choice,
  chooser: Chooser,
  events: readonly ConsentEvent[],
  now: Instant,
): readonly ConsentEntry[] {
  switch (choice.kind) {
    case "stop":
      return stopped(chooser, events);
    case "start":
      return restored(chooser, events, now);
    case "channel":
      return choice.on
        ? channelOn(chooser, choice.channel, events, now)
        : turnedOff(chooser, { channel: choice.channel, dataUse: "send" }, events, now);
    case "purpose":
      return choice.on
        ? purposeOn(chooser, choice.purpose, events, now)
        : turnedOff(chooser, { purpose: choice.purpose, dataUse: "send" }, events, now);
    case "topic":
      return choice.on
        ? grantTopic(chooser, choice.product, events, now)
        : topicOff(chooser, choice.product, events);
    case "use":
      return choice.on
        ? grantUse(chooser, choice.use, events, now)
        : turnedOff(chooser, { purpose: "promo", dataUse: choice.use }, events, now);
    case "pause":
      return paused(choice.until, chooser, events, now);
    case "prefer":
      return preferred(choice.preference, chooser, events);
  }
}

/** Everything, whatever the purpose; a second press says nothing new unless somebody asked or permitted since. */
function stopped(chooser: Chooser, events: readonly ConsentEvent[]): ConsentEntry[] {
  const stop = lastStop(events);
  const since = events
    .slice(stop + 1)
    .some(({ action }) => ["grant", "doi_requested", "doi_confirmed"].includes(action));
  const wide = stop >= 0 && events[stop]?.scope.purpose === undefined;
  return wide && !since ? [] : [withdrawal(chooser, {})];
}

/** What stood just before everything was stopped, given again by the same hand: undo costs one press, as stop did. */
function restored(chooser: Chooser, events: readonly ConsentEvent[], now: Instant): ConsentEntry[] {
  if (!allStopped(events)) return [];
  const before = events.slice(0, lastStop(events));
  const sending = Channels.options.flatMap((channel) =>
    Purpose.options
      .filter((purpose) => mayCarry(chooser.hcp, channel, purpose, before, now))
      .flatMap((purpose) => grantSending(chooser, channel, purpose, events, now)),
  );
  const uses = [...PERSONAL_USES, "track_opens" as const].filter((use) =>
    standsFor(chooser.hcp, use, before, now),
  );
  return [
    ...withTopics(chooser, sending, events),
    ...uses.flatMap((use) => grantUse(chooser, use, events, now)),
  ];
}

/** A channel carries what it carried before it was closed; for somebody new to it, product information. */
function channelOn(chooser: Chooser, channel: Channel, events: readonly ConsentEvent[], now: Instant) {
  if (!chooser.startable.includes(channel)) return [];
  const carried = carriedBefore(chooser.hcp, channel, events, now);
  const purposes = carried.length === 0 ? (["promo"] as const) : carried;
  const grants = purposes.flatMap((purpose) => grantSending(chooser, channel, purpose, events, now));
  return withTopics(chooser, grants, events);
}

/** Product information comes by the channels that carried it; every other purpose only by e-mail, as it is asked for. */
function purposeOn(chooser: Chooser, purpose: Purpose, events: readonly ConsentEvent[], now: Instant) {
  const { hcp, startable } = chooser;
  const usual = purpose === "promo" ? startable : startable.filter((channel) => channel === "email");
  const carried = usual.filter((channel) => carriedBefore(hcp, channel, events, now).includes(purpose));
  const channels = carried.length > 0 ? carried : usual.slice(0, 1);
  const grants = channels.flatMap((channel) => grantSending(chooser, channel, purpose, events, now));
  return withTopics(chooser, grants, events);
}

/** A wide permission would open every topic (CON-1), so what the person does not want to hear of is said once more. */
function withTopics(
  chooser: Chooser,
  grants: readonly ConsentEntry[],
  events: readonly ConsentEvent[],
): ConsentEntry[] {
  if (!grants.some(({ scope }) => scope.purpose === "promo")) return [...grants];
  return [...grants, ...stoppedTopics(events).map((product) => topicWithdrawal(chooser, product))];
}

function topicOff(chooser: Chooser, product: string, events: readonly ConsentEvent[]): ConsentEntry[] {
  return stoppedTopics(events).includes(product) ? [] : [topicWithdrawal(chooser, product)];
}

const topicWithdrawal = (chooser: Chooser, product: string) =>
  withdrawal(chooser, { purpose: "promo", dataUse: "send", product });

/** Off closes what stands, and also what only waits or ran out: nobody else may open it after this press. */
function turnedOff(
  chooser: Chooser,
  scope: { readonly channel?: Channel; readonly purpose?: Purpose; readonly dataUse: DataUse },
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const { dataUse } = scope;
  const ofPerson = dataUse === "send" || dataUse === "track_opens" ? [] : [undefined];
  const channels = scope.channel === undefined ? [...Channels.options, ...ofPerson] : [scope.channel];
  const purposes = scope.purpose === undefined ? Purpose.options : [scope.purpose];
  const closed = channels.every((channel) => {
    const addressHash = channel === undefined ? undefined : addressHashOf(chooser.hcp, channel);
    return purposes.every((purpose) => {
      const answer = foldConsent(events, { channel, addressHash, purpose, dataUse }, now);
      return !answer.covered && answer.reason === "withdrawn";
    });
  });
  return closed ? [] : [withdrawal(chooser, scope)];
}

function withdrawal(chooser: Chooser, scope: ConsentScope): ConsentEntry {
  return { action: "withdraw", actor: "hcp", scope, evidence: evidence(chooser) };
}

function paused(
  end: Instant | undefined,
  chooser: Chooser,
  events: readonly ConsentEvent[],
  now: Instant,
): ConsentEntry[] {
  const until = pausedUntil(events);
  const runs = until !== undefined && until > now;
  const entry = { actor: "hcp", scope: { dataUse: "send" }, evidence: evidence(chooser) } as const;
  if (end === undefined) return runs ? [{ ...entry, action: "resume" }] : [];
  // the second press of the same button a moment later
  if (runs && Math.abs(until - end) < SAME_PRESS) return [];
  return [{ ...entry, action: "pause", expiresAt: instantText(end) }];
}

function preferred(
  preference: PreferenceChange,
  chooser: Chooser,
  events: readonly ConsentEvent[],
): ConsentEntry[] {
  const { viewing, ...wishes } = preference;
  const now = preferenceOf(events);
  const news = Object.entries(wishes).some(
    ([field, wish]) => JSON.stringify(wish ?? undefined) !== JSON.stringify(now[field as keyof typeof now]),
  );
  const known = viewing !== undefined && viewing.to === viewingRules(events).wishFor(viewing.versionId);
  if (!news && (viewing === undefined || known)) return [];
  return [{ action: "prefer", actor: "hcp", scope: {}, evidence: evidence(chooser), preference }];
}
