import type { Channel } from "../../shared/model/channel.ts";
import { type ContactPreference, hoursOn, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type ContactWindow, HORIZON, nextOpening } from "./contact-window.ts";

/** What decides about the hours in which somebody may be written to. */
export interface ContactTimes {
  readonly channel: Channel;
  readonly hcp: {
    /** Zone id of the practice. */
    readonly timeZone: string;
    /** State of practice, where a region has its own hours. */
    readonly region?: string | undefined;
  };
  /** Zones that the number suggests, in addition to the practice's (domain-rules 2.3). */
  readonly zones: readonly string[];
  /** Days and hours that the HCP set. */
  readonly preference?: ContactPreference | undefined;
}

const ALWAYS = hoursOn(WEEKDAYS, "00:00", "24:00");

/**
 * Pure: the clocks that all have to be open. The HCP's own hours, else the platform's (CON-6); the practice's calendar of
 * holidays; and the law's hours on every clock that may be the recipient's: the practice's (a region's stricter ones
 * there), the number's and the one that the HCP named. Own hours take the place of the platform's, never of the law's.
 */
export function contactWindows(times: ContactTimes, profile: CountryProfile): readonly ContactWindow[] {
  const { channel, hcp, zones, preference } = times;
  const { timeZone } = hcp;
  const { holidays } = profile;
  const ownZone = preference?.timeZone ?? timeZone;
  const wished: readonly ContactWindow[] =
    preference === undefined
      ? [{ timeZone, hours: profile.contactHours, holidays }]
      : [
          { timeZone: ownZone, hours: preference.hours },
          { timeZone, hours: ALWAYS, holidays },
        ];
  const legal = profile[channel].legalHours;
  const regional = channel === "sms" ? profile.sms.regionHours?.[hcp.region ?? ""] : undefined;
  const practice = regional ?? legal;
  const others = new Set([...zones, ownZone]);
  others.delete(timeZone);
  return [
    ...wished,
    ...(practice === undefined ? [] : [{ timeZone, hours: practice }]),
    ...(legal === undefined ? [] : [...others].map((zone) => ({ timeZone: zone, hours: legal }))),
  ];
}

/** What step 10 of the send gate says (Appendix A). */
export type HoursVerdict =
  | { readonly kind: "open" }
  | { readonly kind: "later"; readonly until: Instant; readonly words: string }
  | { readonly kind: "never"; readonly words: string };

/** Pure: whether a message may arrive now, by the windows and a pause that the HCP asked for; else the earliest instant. */
export function askHours(
  times: ContactTimes,
  profile: CountryProfile,
  pausedUntil: Instant | undefined,
  now: Instant,
): HoursVerdict {
  const paused = pausedUntil !== undefined && pausedUntil > now;
  const from = paused ? pausedUntil : now;
  const opening = nextOpening(contactWindows(times, profile), from);
  if (opening === undefined) return { kind: "never", words: whyNever(profile, from) };
  if (opening === now) return { kind: "open" };
  const words = paused
    ? "The contact asked for a pause."
    : "Outside the hours in which this contact may be written to.";
  return { kind: "later", until: opening, words };
}

/** A year that nobody looked up is closed, so its name is the remedy. */
function whyNever({ country, holidays }: CountryProfile, from: Instant): string {
  const years = [from, from + HORIZON].map((at) => new Date(at).toISOString().slice(0, 4));
  const unknown = years.find((year) => holidays[year] === undefined);
  return unknown === undefined
    ? "The hours in which this contact may be written to never meet."
    : `The profile of ${country} lists no public holidays of ${unknown}. Ask compliance to complete it.`;
}
