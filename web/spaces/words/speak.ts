import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import type { PageLanguage, Words } from "./words.ts";

const BY_LANGUAGE: Readonly<Record<PageLanguage, Words>> = { en, de, fr };

/** Languages that the pages speak, in the order of the switch. */
export const PAGE_LANGUAGES = ["en", "de", "fr"] as const satisfies readonly PageLanguage[];

/**
 * The words in the first of these languages that the pages speak, English otherwise. Takes tags (`de-DE`) and whole
 * Accept-Language headers.
 */
export function wordsFor(...wanted: readonly (string | undefined)[]): Words {
  for (const tags of wanted) {
    for (const tag of (tags ?? "").toLowerCase().split(",")) {
      const lang = PAGE_LANGUAGES.find((one) => one === tag.trim().slice(0, 2));
      if (lang !== undefined) return BY_LANGUAGE[lang];
    }
  }
  return en;
}

/** A language's own name. */
export function nameOf(lang: PageLanguage): string {
  return BY_LANGUAGE[lang].name;
}

/** Fills the places of a text; a place without a value is a mistake of ours and stays visible. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** `1:05` for 65 seconds, to the nearest second; nothing takes no time. */
export function lengthText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `1.2 MB` or `600 kB`, as the language writes it. */
export function sizeText(bytes: number, lang: string): string {
  const [value, unit]: readonly [number, string] =
    bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(lang, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(value);
}

/** A text that begins with a name or a word that stands for one. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
