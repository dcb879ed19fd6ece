import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { ContactPreference } from "../../shared/model/contact-hours.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Frequency, PreferenceChange, SpokenLanguage } from "../../shared/model/preference.ts";

/** How somebody wants to be written to; what is undefined is as usual. */
export interface Preference {
  readonly hours: ContactPreference | undefined;
  readonly language: SpokenLanguage | undefined;
  readonly frequency: Frequency;
}

/** Pure: the last word on each field of a person's log (domain-rules 2.11). */
export function preferenceOf(events: readonly ConsentEvent[]): Preference {
  const last = <Field extends keyof PreferenceChange>(field: Field): PreferenceChange[Field] =>
    events.findLast(({ preference }) => preference?.[field] !== undefined)?.preference?.[field];
  return {
    hours: last("hours") ?? undefined,
    language: last("language") ?? undefined,
    frequency: last("frequency") ?? "as_it_comes",
  };
}

/**
 * Pure: the language tag in which we speak to a person: the one they chose, with the customs of their country, else the
 * one on record. It is about our own words: which content is approved for a person follows their record (MLR-9).
 */
export function languageFor(
  events: readonly ConsentEvent[],
  { language, country }: Pick<Hcp, "language" | "country">,
): string {
  const chosen = preferenceOf(events).language;
  return chosen === undefined || language.startsWith(chosen) ? language : `${chosen}-${country}`;
}
