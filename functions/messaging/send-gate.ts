import type { Channel } from "../../shared/model/channel.ts";
import type { ContactPreference } from "../../shared/model/contact-hours.ts";
import type { ContactLimit, CountryProfile } from "../../shared/model/country-profile.ts";
import type { Tracking } from "../../shared/model/message.ts";
import type { CapRemedy, DenialCode, Verdict } from "../../shared/model/send-verdict.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import type { Touch } from "./attention.ts";
import type { ChannelHold } from "./channel-hold.ts";
import { capRefusal, type ShownPiece, type VisitKnowledge } from "./contact-caps.ts";
import type { ContactWindow } from "./contact-window.ts";
import { askHours, type ContactTimes, contactWindows } from "./contact-window-rules.ts";
import { profileRefusal } from "./profile-refusal.ts";

/** Everything the send gate looks at, gathered just before it is asked. Plain values, so a decision can be replayed. */
export interface SendFacts {
  readonly channel: Channel;
  /** undefined when the country of practice has no profile in force. */
  readonly profile: CountryProfile | undefined;
  /** Why there is none. */
  readonly profileProblem?: string | undefined;
  /** Whether this deployment has a provider for the channel. */
  readonly providerReady: boolean;
  /** Territories that the sender looks after at this moment. A person who left has none. */
  readonly senderTerritories: readonly string[];
  readonly hcp: {
    readonly status: "active" | "inactive" | "deceased" | "no_contact";
    readonly territory: string;
    readonly timeZone: string;
    /** State of practice, where a region has its own hours. */
    readonly region?: string;
  };
  readonly address:
    | { readonly kind: "missing" }
    | { readonly kind: "known"; readonly suppressed: boolean; readonly zones: readonly string[] };
  readonly consent: { readonly granted: boolean; readonly words: string };
  /** The versions of the HCP's space, each with the answer of `usable()`. */
  readonly content: readonly (ShownPiece & { readonly problem?: string })[];
  /** What is wrong with the whole: an empty space, a missing safety text, a text that breaks INV-8. */
  readonly assemblyProblems: readonly string[];
  /** Why the template cannot be used whose words the message is to leave with. */
  readonly wordingProblem?: string | undefined;
  /** Verdict on what the rep filled in (MLR-12 to MLR-16). */
  readonly freeText: "none" | "clean" | "hold" | "refused";
  /** What is wrong with it, for its rep. */
  readonly freeTextWords?: string | undefined;
  readonly touches: readonly Touch[];
  /** How often at most the declaration says by which the HCP agreed (2.6). */
  readonly promised?: ContactLimit | undefined;
  /** How often at most the HCP wishes to be written to, by whatever channel (2.11). */
  readonly wished?: ContactLimit | undefined;
  readonly visits: VisitKnowledge;
  /** Ids of touches that surely did not arrive. */
  readonly undelivered: readonly string[];
  /** The provider takes nothing on this channel from anybody. */
  readonly hold?: ChannelHold | undefined;
  /** Medical or safety asked for no promotion until a case of this HCP is closed. */
  readonly caseOpen: boolean;
  /** Days and hours that the HCP set (2.11). */
  readonly preference?: ContactPreference | undefined;
  /** End of a pause that the HCP asked for (Appendix A, step 10). */
  readonly pausedUntil?: Instant | undefined;
  /** The HCP asked for exactly this message a moment ago: nobody is written to unasked, so no cap and no hour holds it. */
  readonly requestedByHcp?: boolean | undefined;
}

/** What the gate says. With an ALLOW comes step 12: whether the link may be tied to its person (INV-4). */
export type GateVerdict =
  | { readonly verdict: "ALLOW"; readonly tracking: Tracking }
  | Exclude<Verdict, { readonly verdict: "ALLOW" }>;

/**
 * May this message leave now? The only way out for a message (INV-1): pure, synchronous, replayable. Steps and codes
 * in the order of domain-rules Appendix A: content and consent before caps, hours and a held channel after them. Step 13,
 * audit and provider, is the hand-off's, in the transaction that holds these facts still.
 */
export function sendGate(facts: SendFacts, now: Instant): GateVerdict {
  return (
    notAllowed(facts, now) ?? {
      verdict: "ALLOW",
      tracking: facts.visits.kind === "known" ? "individual" : "aggregate",
    }
  );
}

type NotAllowed = Exclude<GateVerdict, { readonly verdict: "ALLOW" }>;

/** Steps 1 to 11; undefined when none of them stands against the message. */
function notAllowed(facts: SendFacts, now: Instant): NotAllowed | undefined {
  const { profile, channel } = facts;
  const refusal = profileRefusal(facts, now);
  if (profile === undefined || refusal !== undefined) return deny("PROFILE_OFF", refusal ?? "");
  if (!facts.senderTerritories.includes(facts.hcp.territory)) {
    return deny("NOT_ALIGNED", "This contact is not in a territory of the sender today.");
  }
  if (facts.hcp.status !== "active") {
    return deny(
      "HCP_INELIGIBLE",
      `The contact's record says "${facts.hcp.status}". Have the record checked.`,
    );
  }
  if (facts.address.kind === "missing") {
    return deny(
      "SUPPRESSED",
      `There is no ${channel === "sms" ? "mobile number" : "e-mail address"} on record.`,
    );
  }
  if (facts.address.suppressed) {
    return deny(
      "SUPPRESSED",
      "This address bounced, complained or was blocked. Ask the contact for another one.",
    );
  }
  if (!facts.consent.granted) return deny("NO_CONSENT", facts.consent.words);
  const unusable = facts.content.find((version) => version.problem !== undefined);
  if (unusable !== undefined) {
    return deny(
      "CONTENT_NOT_USABLE",
      `${unusable.versionId}: ${unusable.problem}. Take it out of the space.`,
    );
  }
  if (facts.wordingProblem !== undefined)
    return deny("CONTENT_NOT_USABLE", `The template is ${facts.wordingProblem}. Choose other words.`);
  if (facts.assemblyProblems.length > 0) return deny("ASSEMBLY_INVALID", facts.assemblyProblems.join(" "));
  if (facts.freeText === "refused")
    return deny("FREE_TEXT", facts.freeTextWords ?? "The typed text may not be sent. Change it.");
  if (facts.freeText === "hold") {
    const reason = { code: "HOLD", words: "Compliance looks at the typed text first." };
    return { verdict: "HOLD", queue: "free_text", reason };
  }
  if (facts.requestedByHcp !== true) {
    const cap = capRefusal(
      facts.touches,
      { ...facts, pieces: facts.content, timeZone: facts.hcp.timeZone },
      profile,
      now,
    );
    if (cap !== undefined) return deny("FREQ_CAP", cap.words, cap);
  }
  const wait = whenOpen(facts, profile, now);
  if (wait !== undefined) return wait;
  return facts.caseOpen ? deny("CASE_HOLD", "A case of this contact is open.") : undefined;
}

/** Step 10: the HCP's pause and hours, and a channel that is held for everybody, which nobody's request opens. */
function whenOpen(facts: SendFacts, profile: CountryProfile, now: Instant): NotAllowed | undefined {
  const asks = (from: Instant) =>
    facts.requestedByHcp === true
      ? ({ kind: "open" } as const)
      : askHours(contactTimes(facts), profile, facts.pausedUntil, from);
  const hours = asks(now);
  if (hours.kind === "never") return deny("QUIET_HOURS", hours.words);
  if (hours.kind === "later") return delay("QUIET_HOURS", hours.words, hours.until);
  if (facts.hold === undefined) return undefined;
  const end = Date.parse(facts.hold.until);
  if (end <= now) return undefined;
  const after = asks(end);
  const words = `The provider takes nothing on this channel (${facts.hold.code}).`;
  return delay("CHANNEL_HELD", words, after.kind === "later" ? after.until : end);
}

function delay(code: "QUIET_HOURS" | "CHANNEL_HELD", words: string, until: Instant): NotAllowed {
  const at = instantText(until);
  return { verdict: "DELAY", until: at, reason: { code, words, earliestAt: at } };
}

function deny(
  code: DenialCode,
  words: string,
  until?: { readonly earliestAt: Instant; readonly remedy?: CapRemedy },
): NotAllowed {
  if (until === undefined) return { verdict: "DENY", reason: { code, words } };
  const { earliestAt, remedy } = until;
  const at = instantText(earliestAt);
  return {
    verdict: "DENY",
    reason: { code, words, earliestAt: at, ...(remedy === undefined ? {} : { remedy }) },
  };
}

/** The clocks that all have to be open for this message. */
export function messageWindows(facts: SendFacts, profile: CountryProfile): readonly ContactWindow[] {
  return contactWindows(contactTimes(facts), profile);
}

function contactTimes({ channel, hcp, address, preference }: SendFacts): ContactTimes {
  return { channel, hcp, zones: address.kind === "known" ? address.zones : [], preference };
}
