import type { Channel, Country } from "./channel.ts";
import type { DataUse, Purpose } from "./consent.ts";
import { GERMAN } from "./consent-texts/de.ts";
import { ENGLISH } from "./consent-texts/en.ts";
import { FRENCH } from "./consent-texts/fr.ts";
import type { ContactLimit } from "./country-profile.ts";
import type { Instant } from "./time.ts";

export type TextLanguage = "en" | "de" | "fr";

/**
 * A declaration that people are asked to agree to, as the legal department of each country approved it (CON-5).
 * `{company}` stands for the sender. Immutable: evidence refers to it for years, so `sha256` seals the text, and a test
 * compares the two.
 */
export interface ConsentText {
  readonly textVersion: string;
  readonly countries: readonly Country[];
  readonly language: TextLanguage;
  readonly purpose: Purpose;
  readonly channel?: Channel;
  readonly dataUse: DataUse;
  /** Days of the practice's calendar, `yyyy-mm-dd`. */
  readonly activeFrom: string;
  readonly retiredFrom?: string;
  /** How often at most the text says that we write: the caps may allow less, never more (2.6). */
  readonly atMost?: ContactLimit;
  readonly text: string;
  readonly sha256: string;
}

/** Every declaration that was ever approved; a retired one stays readable. */
export const CONSENT_TEXTS: readonly ConsentText[] = [...ENGLISH, ...GERMAN, ...FRENCH];

/** The declaration of a version; undefined when no such version was ever approved. */
export function findConsentText(textVersion: string): ConsentText | undefined {
  return CONSENT_TEXTS.find((text) => text.textVersion === textVersion);
}

/** Whether a declaration may be put before somebody in a country today. */
export function isActive(text: ConsentText, country: Country, now: Instant): boolean {
  const today = new Date(now).toISOString().slice(0, 10);
  const begun = text.activeFrom <= today;
  return (
    begun && (text.retiredFrom === undefined || today < text.retiredFrom) && text.countries.includes(country)
  );
}

/** The language of declarations for somebody who reads `de-DE`: English where there are none. */
export function textLanguage(language: string): TextLanguage {
  const tongue = language.slice(0, 2);
  return tongue === "de" || tongue === "fr" ? tongue : "en";
}

/** What a language calls promotion: a permission for "updates" is none for promotion (domain-rules 2.3, UK). */
const PROMOTIONAL = { en: /\bpromotional\b/i, de: /\bwerb(?:lich|ung)/i, fr: /\bpromotionnel/i } as const;
/** What carriers ask of a written consent to texts in the United States (domain-rules 2.6). */
const US_TEXTS = [/\bSTOP\b/, /\bHELP\b/, /rates may apply/i, /not a condition/i, /at most|up to/i];

/**
 * What is wrong with the wording of a declaration, in a person's words; nothing when it may be used. A text to be sent
 * promotion has to say so in every country, because the UK demands it and hiding it helps nobody.
 */
export function wordingProblems(text: Omit<ConsentText, "sha256">): string[] {
  const problems: string[] = [];
  if (!text.text.includes("{company}")) problems.push("It does not name the company.");
  if (text.dataUse !== "send" || text.purpose !== "promo") return problems;
  if (!PROMOTIONAL[text.language].test(text.text)) problems.push("It does not say that it is promotional.");
  if (text.channel === "sms" && text.countries.includes("US")) {
    const lacks = US_TEXTS.filter((pattern) => !pattern.test(text.text));
    if (lacks.length > 0) problems.push("It lacks what carriers in the United States ask for.");
  }
  return problems;
}
