import type { consentApi } from "../../shared/contracts/consent.ts";
import type { ReturnInput } from "../../shared/contracts/endpoint.ts";
import { Channel } from "../../shared/model/channel.ts";
import { type ConsentEvent, type ConsentQuery, DataUse, Purpose } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { type AddressStanding, findAddressStanding } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import { asksFor } from "./check-evidence.ts";
import { confirmationWay } from "./confirmation-way.ts";
import { pausedUntil } from "./pause.ts";
import { type ContactFacts, decidePermission } from "./permission.ts";
import { preferenceOf } from "./preference.ts";
import { isShown, shownEntry } from "./shown-entry.ts";
import { shownText } from "./shown-text.ts";
import { type RecordsTable, readConsentLog } from "./store.ts";

export type PanelDeps = RecordsTable & { readonly peopleTable: string; readonly company: string };
type Panel = ReturnInput<(typeof consentApi)["endpoints"]["readConsent"]>;

/** Everything about a person's permissions: how each stands, how it came about, and what can be asked today. */
export async function readPanel(deps: PanelDeps, hcp: Hcp, now: Instant): Promise<Panel> {
  const [{ rev, events }, ...standings] = await Promise.all([
    readConsentLog(deps, hcp.hcpId),
    ...Channel.options.map((channel) => standingOfAddress(deps, hcp, channel)),
  ]);
  const known = new Map(Channel.options.map((channel, index) => [channel, standings[index]]));
  return {
    rev,
    standing: questionsAbout(hcp).map((query) => shownStanding(events, hcp, query, known, now)),
    timeline: events.filter(isShown).map(shownEntry),
    wordings: wordingsOf(events, deps.company),
    asks: asksFor(hcp.country, hcp.language, now).map(
      ({ textVersion, text: _, purpose, channel, dataUse }) => {
        const text = shownText(textVersion, deps.company) ?? "";
        const confirmedBy = confirmationWay(hcp.country, { channel, dataUse });
        return { textVersion, textSha256: sha256(text), text, purpose, channel, dataUse, confirmedBy };
      },
    ),
    wishes: wishesOf(events, now),
  };
}

/** How the person wants to be written to, so that a rep need not guess; a pause that has ended is none. */
function wishesOf(events: readonly ConsentEvent[], now: Instant): Panel["wishes"] {
  const paused = pausedUntil(events);
  return {
    ...preferenceOf(events),
    ...(paused !== undefined && paused > now ? { pausedUntil: instantText(paused) } : {}),
  };
}

async function standingOfAddress(
  deps: PanelDeps,
  hcp: Hcp,
  channel: Channel,
): Promise<AddressStanding | undefined> {
  const hash = addressHashOf(hcp, channel);
  return hash === undefined ? undefined : findAddressStanding(deps, hash);
}

/** Every permission worth showing: per channel what hangs on an address, and for the person what does not. */
function questionsAbout(hcp: Hcp): ConsentQuery[] {
  const personal = DataUse.options.filter((dataUse) => dataUse !== "send" && dataUse !== "track_opens");
  const perChannel = Channel.options.flatMap((channel) => {
    const addressHash = addressHashOf(hcp, channel);
    const uses = DataUse.options.filter((dataUse) => channel === "email" || dataUse !== "track_opens");
    const others = Purpose.options.filter((purpose) => purpose !== "promo");
    return [
      ...uses.map((dataUse) => ({ channel, addressHash, purpose: "promo" as const, dataUse })),
      ...others.map((purpose) => ({ channel, addressHash, purpose, dataUse: "send" as const })),
    ];
  });
  return [...perChannel, ...personal.map((dataUse) => ({ purpose: "promo" as const, dataUse }))];
}

function shownStanding(
  events: readonly ConsentEvent[],
  hcp: Hcp,
  query: ConsentQuery,
  known: ReadonlyMap<Channel, AddressStanding | undefined>,
  now: Instant,
): Panel["standing"][number] {
  const { channel, purpose, dataUse } = query;
  const address = channel === undefined ? undefined : known.get(channel);
  const sends = dataUse === "send" || dataUse === "track_opens";
  const contact: ContactFacts = { hcpId: hcp.hcpId, status: "active", stopped: address?.stop };
  const answer = decidePermission(events, contact, query, now);
  const blocked = blockedBecause(hcp, sends ? address : undefined);
  return {
    channel,
    purpose,
    dataUse,
    ...(answer.covered ? { state: "granted", until: answer.until } : { state: stateOf(answer.reason) }),
    ...(blocked === undefined ? {} : { blocked }),
  };
}

type Refusal = Exclude<ReturnType<typeof decidePermission>, { readonly covered: true }>["reason"];

/** Suppression is told apart; it was not asked about here. */
function stateOf(reason: Refusal) {
  return reason === "never_contact" || reason === "suppressed" ? "none" : reason;
}

/** A rep learns what the contact can mend; why privacy or medical closed a door is nobody's business (Appendix A). */
function blockedBecause(
  hcp: Hcp,
  address: AddressStanding | undefined,
): Panel["standing"][number]["blocked"] {
  if (hcp.status !== "active") return "not_available";
  const cause = address?.suppression?.reason;
  if (cause === undefined) return undefined;
  if (cause === "bounce_hard") return "bounced";
  return cause === "reassigned" ? "somebody_elses" : "not_available";
}

function wordingsOf(events: readonly ConsentEvent[], company: string): Record<string, string> {
  const versions = new Set(events.map(({ evidence }) => evidence.textVersion));
  return Object.fromEntries(
    [...versions].flatMap((version) => {
      const text = shownText(version, company);
      return text === undefined ? [] : [[version, text] as const];
    }),
  );
}
