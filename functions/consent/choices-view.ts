import type { ChoiceChange, ChoiceProblem } from "../../shared/contracts/consent/choice-pages.ts";
import { Channel } from "../../shared/model/channel.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import type { ConsentEvent, Purpose } from "../../shared/model/consent.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { addressHashOf, nameInMails } from "../../shared/model/hcp.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import type { ChannelChoice, ChoicesProps } from "../../web/spaces/consent/choices-page.tsx";
import { dayText } from "../../web/spaces/words/day.ts";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import { maskEmail, maskMobile } from "../directory/facts.ts";
import { recordOf, sentItems, viewedItems } from "./choices-items.ts";
import type { ChoicesDeps } from "./choices-page.ts";
import type { Visitor } from "./choices-visitor.ts";
import { doneChoice } from "./done-choice.ts";
import { foldConsent } from "./fold.ts";
import { pausedUntil } from "./pause.ts";
import { languageFor, preferenceOf } from "./preference.ts";
import {
  allStopped,
  carriesAnything,
  mayCarryAnywhere,
  PERSONAL_USES,
  standsFor,
  stoppedTopics,
} from "./standing.ts";

export interface View {
  readonly visitor: Visitor;
  readonly events: readonly ConsentEvent[];
  readonly startable: readonly Channel[];
  readonly suppressed: readonly Channel[];
  readonly done?: ChoiceChange | undefined;
  readonly problem?: ChoiceProblem | undefined;
  /** Chosen for this look only. */
  readonly lang?: PageLanguage | undefined;
}

/** Gathers what the preference centre shows. Titles and what was counted only for somebody who attested (L1). */
export async function choicesView(deps: ChoicesDeps, view: View, now: Instant): Promise<ChoicesProps> {
  const { visitor, events, lang: chosen } = view;
  const { hcp } = visitor;
  const profile = profileOf(hcp.country);
  const { hours, frequency } = preferenceOf(events);
  const speaks = wordsFor(languageFor(events, hcp)).lang;
  const reader = { visitor, events, lang: chosen ?? speaks };
  const on = (use: (typeof PERSONAL_USES)[number]) => standsFor(hcp, use, events, now);
  const seen = on("track_individual") && on("share_with_rep");
  const [viewed, { sent, products }] = await Promise.all([
    seen && visitor.attested ? viewedItems(deps, reader) : undefined,
    sentItems(deps, reader, now),
  ]);
  const pause = pausedUntil(events);
  const state = deps.profiles(hcp.country, now);
  const isOpen = (channel: Channel) => state.inForce && state.profile[channel].enabled;
  return {
    lang: chosen ?? speaks,
    chosen,
    speaks,
    company: deps.company,
    base: visitor.base,
    attested: visitor.attested,
    name: visitor.attested ? nameInMails(hcp) : undefined,
    rep: visitor.rep,
    stopped: allStopped(events),
    channels: Channel.options.map((channel) => ({
      ...channelChoice(channel, view, now),
      open: isOpen(channel),
    })),
    purposes: PURPOSES.map((purpose) => purposeChoice(purpose, view, now)),
    topics: visitor.attested ? topicsOf(view, products, now) : [],
    frequency,
    pausedUntil: pause !== undefined && pause > now ? dayText(pause, hcp, chosen ?? speaks) : undefined,
    pauseDays: { from: dayIn(hcp.timeZone, now + DAY), to: dayIn(hcp.timeZone, now + 365 * DAY) },
    hours: hours?.hours ?? profile.contactHours,
    own: hours !== undefined,
    caps: {
      sms: profile.caps.sms[0]?.count ?? 0,
      email: profile.caps.email.at(-1)?.count ?? 0,
    },
    uses: PERSONAL_USES.map((use) => ({ use, on: on(use) })),
    opens: standsFor(hcp, "track_opens", events, now),
    repSees: seen ? (viewed ?? "counted") : "nothing",
    record: recordOf(reader),
    sent,
    privacyEmail: COMPANY_CONTACTS[hcp.country].privacyEmail,
    done: view.done === undefined ? undefined : doneChoice(view.done, events, { ...view, hcp }, now),
    problem: view.problem,
  };
}

/** The purposes in the order in which people look for them. */
const PURPOSES = [
  "promo",
  "medical_info",
  "events",
  "service",
  "research",
] as const satisfies readonly Purpose[];

/** `yyyy-mm-dd` of the practice's calendar. */
function dayIn(timeZone: string, at: Instant): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}

function channelChoice(channel: Channel, view: View, now: Instant): Omit<ChannelChoice, "open"> {
  const { visitor, events, startable, suppressed } = view;
  const { hcp } = visitor;
  const addressHash = addressHashOf(hcp, channel);
  const address = channel === "email" ? hcp.email : hcp.mobile;
  const answer = foldConsent(events, { channel, addressHash, purpose: "promo", dataUse: "send" }, now);
  const masked = address === undefined ? undefined : (channel === "email" ? maskEmail : maskMobile)(address);
  const on = carriesAnything(hcp, channel, events, now);
  return {
    channel,
    address: masked,
    on,
    state: on || answer.covered ? "granted" : answer.reason,
    startable: startable.includes(channel),
    bounced: suppressed.includes(channel),
  };
}

function purposeChoice(
  purpose: Purpose,
  { visitor, events, startable }: View,
  now: Instant,
): ChoicesProps["purposes"][number] {
  return {
    purpose,
    on: mayCarryAnywhere(visitor.hcp, purpose, events, now),
    startable: purpose === "promo" ? startable.length > 0 : startable.includes("email"),
  };
}

/** Topics that the person knows from us or has stopped; there is nothing to choose while no promotion comes at all. */
function topicsOf(
  { visitor, events }: View,
  products: readonly string[],
  now: Instant,
): ChoicesProps["topics"] {
  if (!mayCarryAnywhere(visitor.hcp, "promo", events, now)) return [];
  const off = stoppedTopics(events);
  return [...new Set([...products, ...off])]
    .sort()
    .map((product) => ({ product, on: !off.includes(product) }));
}
