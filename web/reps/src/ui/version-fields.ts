import type { AssetKind } from "../../../../shared/model/asset.ts";
import { MAX_READING_CHARACTERS, readingFault } from "../../../../shared/model/reading-text.ts";
import { isVisible, type Lines, textFault } from "../../../../shared/model/visible-text.ts";

/** What a marketer types about a video or a document, as a form holds it. */
export interface VersionFields {
  readonly title: string;
  readonly product: string;
  readonly countries: readonly string[];
  readonly language: string;
  readonly channels: readonly string[];
  readonly safetyText: string;
  /** Of a document only. */
  readonly readingText: string;
  /** `2027-11-30`, or empty. */
  readonly lastDay: string;
}
export type FormProblems = Readonly<Partial<Record<keyof VersionFields, string>>>;

export const EMPTY_FIELDS: VersionFields = {
  title: "",
  product: "",
  countries: [],
  language: "",
  channels: ["space", "email", "sms"],
  safetyText: "",
  readingText: "",
  lastDay: "",
};

/** Countries that have a profile, and the language that most of their HCPs read. */
export const COUNTRIES = [
  { code: "IE", name: "Ireland", language: "en-IE" },
  { code: "GB", name: "United Kingdom", language: "en-GB" },
  { code: "FR", name: "France", language: "fr-FR" },
  { code: "DE", name: "Germany", language: "de-DE" },
  { code: "US", name: "United States", language: "en-US" },
] as const;

export const LANGUAGES = [
  { tag: "en-IE", name: "English (Ireland)" },
  { tag: "en-GB", name: "English (United Kingdom)" },
  { tag: "en-US", name: "English (United States)" },
  { tag: "fr-FR", name: "French (France)" },
  { tag: "de-DE", name: "German (Germany)" },
] as const;

type CountryCode = (typeof COUNTRIES)[number]["code"];
const CHANNELS = ["space", "email", "sms"] as const;

/** What the API takes. */
export interface VersionWords {
  readonly title: string;
  readonly countries: CountryCode[];
  readonly language: string;
  readonly channels: (typeof CHANNELS)[number][];
  readonly safetyText: string;
  readonly readingText?: string;
  readonly expiresAt?: string;
}

/** Pure: the days of use that may be chosen: from tomorrow on, and at most 24 months ahead (MLR-6). */
export function daysOfUse(now: number): { readonly first: string; readonly last: string } {
  const first = new Date(now);
  first.setUTCDate(first.getUTCDate() + 1);
  const last = new Date(now);
  last.setUTCMonth(last.getUTCMonth() + 24);
  last.setUTCDate(last.getUTCDate() - 1);
  return { first: first.toISOString().slice(0, 10), last: last.toISOString().slice(0, 10) };
}

/** Pure: what is still missing or wrong, by field. */
export function problemsIn(value: VersionFields, kind: AssetKind, now: number): FormProblems {
  const { first, last } = daysOfUse(now);
  const fault = (field: "title" | "product" | "safetyText" | "readingText", lines: Lines): FormProblems => {
    const words = textFault(value[field].trim(), lines);
    return words === undefined ? {} : { [field]: `It ${words}.` };
  };
  const wrongDay = value.lastDay !== "" && (value.lastDay < first || value.lastDay > last);
  return {
    ...(isVisible(value.title) ? fault("title", "one") : { title: "Give it a title." }),
    ...(isVisible(value.product) ? fault("product", "one") : { product: "Name the product." }),
    ...(value.countries.length === 0 ? { countries: "Choose at least one country." } : {}),
    ...(value.language === "" ? { language: "Choose the language that is spoken and shown." } : {}),
    ...(value.channels.length === 0 ? { channels: "Choose at least one place." } : {}),
    ...(isVisible(value.safetyText)
      ? fault("safetyText", "many")
      : {
          safetyText: `A ${kind === "document" ? "document" : "video"} is never shown without safety text.`,
        }),
    ...(kind === "document" ? readingProblem(value.readingText, fault) : {}),
    ...(wrongDay ? { lastDay: `Choose a day between ${first} and ${last}.` } : {}),
  };
}

function readingProblem(
  text: string,
  fault: (field: "readingText", lines: Lines) => FormProblems,
): FormProblems {
  if (!isVisible(text)) return { readingText: "A PDF needs its text for reading on a phone." };
  if (text.trim().length > MAX_READING_CHARACTERS)
    return { readingText: `It has more than ${MAX_READING_CHARACTERS} characters. Shorten it.` };
  const missing = readingFault(text);
  return missing === undefined ? fault("readingText", "many") : { readingText: `It ${missing}.` };
}

/** Pure: the fields in the form that the API takes; the last day counts whole, in UTC. */
export function wordsIn(value: VersionFields, kind: AssetKind): VersionWords {
  return {
    title: value.title.trim(),
    countries: COUNTRIES.flatMap(({ code }) => (value.countries.includes(code) ? [code] : [])),
    language: value.language,
    channels: CHANNELS.filter((channel) => value.channels.includes(channel)),
    safetyText: value.safetyText.trim(),
    ...(kind === "document" ? { readingText: value.readingText.trim() } : {}),
    ...(value.lastDay === "" ? {} : { expiresAt: `${value.lastDay}T23:59:59.000Z` }),
  };
}

/** Pure: the fields after a country was added or taken away: the first country's language is a good guess. */
export function withGuess(before: VersionFields, after: VersionFields): VersionFields {
  const guess = COUNTRIES.find(({ code }) => code === after.countries[0])?.language;
  const wasGuess =
    before.language === "" ||
    COUNTRIES.some(({ code, language }) => code === before.countries[0] && language === before.language);
  const touched = before.language !== after.language;
  return !touched && wasGuess && guess !== undefined ? { ...after, language: guess } : after;
}
