import type { ChoiceChange } from "../../shared/contracts/consent.ts";
import { Channel } from "../../shared/model/channel.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { addressHashOf, nameInMails } from "../../shared/model/hcp.ts";
import { kindOfVersion } from "../../shared/model/reading-text.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import type { ChannelChoice, ChoicesProps } from "../../web/spaces/consent/choices-page.tsx";
import { dayText } from "../../web/spaces/words/day.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import { findVersions } from "../content/facts.ts";
import { maskEmail, maskMobile } from "../directory/facts.ts";
import { playedBy } from "../insights/facts.ts";
import { messagesTo } from "../messaging/facts.ts";
import type { ChoicesDeps } from "./choices-page.ts";
import type { Visitor } from "./choices-visitor.ts";
import { allStopped, PERSONAL_USES, standsFor } from "./choose.ts";
import { foldConsent } from "./fold.ts";
import { justDone } from "./just-done.ts";
import { pausedUntil } from "./pause.ts";

/** What was sent in this time is listed (domain-rules 2.11); nobody is sent more than this many. */
const LISTED = { days: 365, messages: 100 } as const;
/** Newest entries of the person's own record. */
const LISTED_EVENTS = 12;

interface View {
  readonly visitor: Visitor;
  readonly events: readonly ConsentEvent[];
  readonly startable: readonly Channel[];
  readonly suppressed: readonly Channel[];
  readonly done?: ChoiceChange | undefined;
  readonly lang?: PageLanguage | undefined;
}

/** Gathers what the preference centre shows. Titles and what was counted only for somebody who attested (L1). */
export async function choicesView(deps: ChoicesDeps, view: View, now: Instant): Promise<ChoicesProps> {
  const { visitor, events, lang: chosen } = view;
  const { hcp } = visitor;
  const profile = profileOf(hcp.country);
  const on = (use: (typeof PERSONAL_USES)[number]) => standsFor(hcp, use, events, now);
  const seen = on("track_individual") && on("share_with_rep");
  const [played, sent] = await Promise.all([
    seen && visitor.attested ? playedItems(deps, view) : undefined,
    sentItems(deps, view, now),
  ]);
  const pause = pausedUntil(events);
  const state = deps.profiles(hcp.country, now);
  const isOpen = (channel: Channel) => state.inForce && state.profile[channel].enabled;
  return {
    lang: chosen ?? hcp.language,
    chosen,
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
    pausedUntil: pause !== undefined && pause > now ? dayText(pause, hcp, chosen) : undefined,
    caps: {
      sms: profile.caps.sms[0]?.count ?? 0,
      email: profile.caps.email.at(-1)?.count ?? 0,
    },
    uses: PERSONAL_USES.filter((use) => use !== "profile" || on(use)).map((use) => ({ use, on: on(use) })),
    repSees: seen ? (played ?? "counted") : "nothing",
    record: recordOf(view),
    sent,
    privacyEmail: COMPANY_CONTACTS[hcp.country].privacyEmail,
    done: view.done !== undefined && justDone(view.done, events, now) ? view.done : undefined,
  };
}

function channelChoice(channel: Channel, view: View, now: Instant): Omit<ChannelChoice, "open"> {
  const { visitor, events, startable, suppressed } = view;
  const { hcp } = visitor;
  const addressHash = addressHashOf(hcp, channel);
  const address = channel === "email" ? hcp.email : hcp.mobile;
  const answer = foldConsent(events, { channel, addressHash, purpose: "promo", dataUse: "send" }, now);
  const masked = address === undefined ? undefined : (channel === "email" ? maskEmail : maskMobile)(address);
  return {
    channel,
    address: masked,
    on: answer.covered,
    state: answer.covered ? "granted" : answer.reason,
    startable: startable.includes(channel),
    bounced: suppressed.includes(channel),
  };
}

async function playedItems(deps: ChoicesDeps, { visitor, lang }: View) {
  const played = await playedBy(deps, visitor.hcp.hcpId);
  const versions = await findVersions(
    deps,
    played.map(({ versionId }) => versionId),
    { consistent: false },
  );
  return played.map(({ versionId, watchedMs, activeMs, downloads, lastAt }) => {
    const version = versions.find((one) => one.versionId === versionId);
    const kind = kindOfVersion(version ?? {});
    return {
      id: versionId,
      kind,
      title: version?.title ?? "",
      seconds: Math.round((kind === "film" ? watchedMs : activeMs) / 1000),
      openedFile: downloads > 0,
      lastOn: dayText(lastAt, visitor.hcp, lang),
    };
  });
}

async function sentItems(deps: ChoicesDeps, { visitor, lang }: View, now: Instant) {
  const { items } = await messagesTo(deps, visitor.hcp.hcpId, { limit: LISTED.messages });
  const left = items.flatMap((message) =>
    "handOff" in message && Date.parse(message.handOff.at) > now - LISTED.days * DAY ? [message] : [],
  );
  const ids = [...new Set(left.flatMap((message) => message.handOff.versionIds))].slice(0, 100);
  const versions = visitor.attested ? await findVersions(deps, ids, { consistent: false }) : [];
  return left.map((message) => ({
    id: message.messageId,
    channel: message.channel,
    date: dayText(message.handOff.at, visitor.hcp, lang),
    titles: versions
      .filter((version) => message.handOff.versionIds.includes(version.versionId))
      .map((version) => version.title),
  }));
}

/** The person's own record: what was agreed to or stopped, when and in which way; newest first. */
function recordOf({ visitor, events, lang }: View): ChoicesProps["record"] {
  return events
    .filter(({ action }) => action === "grant" || action === "doi_confirmed" || action === "withdraw")
    .slice(-LISTED_EVENTS)
    .reverse()
    .map(({ eventId, at, action, scope, evidence }) => ({
      id: eventId,
      date: dayText(at, visitor.hcp, lang),
      agreed: action !== "withdraw",
      what: subjectOf(scope),
      method: evidence.method,
    }));
}

function subjectOf({ channel, dataUse }: ConsentEvent["scope"]): ChoicesProps["record"][number]["what"] {
  if (dataUse === undefined) return "everything";
  if (dataUse === "track_opens") return "opens";
  return dataUse === "send" ? (channel ?? "everything") : dataUse;
}
