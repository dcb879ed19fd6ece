import type { Country } from "../../shared/model/channel.ts";

/** Calling codes of the countries with a profile, the longest first. */
const CALLING_CODES: readonly (readonly [string, Country, string])[] = [
  ["+353", "IE", "en-IE"],
  ["+33", "FR", "fr-FR"],
  ["+44", "GB", "en-GB"],
  ["+49", "DE", "de-DE"],
  ["+1", "US", "en-US"],
];

/** Pure: whose texts and phone numbers an answer uses where nobody on record has the number. */
export function countryOfNumber(number: string): { readonly country: Country; readonly language: string } {
  const [, country, language] = CALLING_CODES.find(([code]) => number.startsWith(code)) ?? [
    "",
    "IE",
    "en-IE",
  ];
  return { country, language };
}
