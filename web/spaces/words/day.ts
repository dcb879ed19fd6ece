import { wordsFor } from "./speak.ts";
import type { PageLanguage } from "./words.ts";

/** A day as the HCP's calendar shows it, in the language of the page: `22 November 2026`. */
export function dayText(
  at: number | string,
  hcp: { readonly language: string; readonly timeZone: string },
  chosen: PageLanguage | undefined,
): string {
  const { lang } = wordsFor(chosen, hcp.language);
  const fallback = lang === "en" ? "en-GB" : lang;
  return new Intl.DateTimeFormat(hcp.language.startsWith(lang) ? hcp.language : fallback, {
    dateStyle: "long",
    timeZone: hcp.timeZone,
  }).format(new Date(at));
}
