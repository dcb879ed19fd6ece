import { wordsFor } from "./speak.ts";
import type { PageLanguage } from "./words.ts";

/** A day as the HCP's calendar shows it, in the language of the page: `22 November 2026`. */
export function dayText(
  at: number | string,
  hcp: { readonly language: string; readonly timeZone: string },
  chosen: PageLanguage | undefined,
): string {
  return written({ dateStyle: "long" }, at, hcp, chosen);
}

/** A day by which something happens: `Monday 23 November`. */
export function weekdayText(
  at: number | string,
  hcp: { readonly language: string; readonly timeZone: string },
  chosen: PageLanguage | undefined,
): string {
  return written({ weekday: "long", day: "numeric", month: "long" }, at, hcp, chosen);
}

/** An instant as the HCP's calendar and clock show it, in the language of the page: `Monday 23 November at 14:02`. */
export function momentText(
  at: number | string,
  hcp: { readonly language: string; readonly timeZone: string },
  chosen: PageLanguage | undefined,
): string {
  const parts = {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  return written(parts, at, hcp, chosen);
}

function written(
  how: Intl.DateTimeFormatOptions,
  at: number | string,
  hcp: { readonly language: string; readonly timeZone: string },
  chosen: PageLanguage | undefined,
): string {
  const { lang } = wordsFor(chosen, hcp.language);
  const fallback = lang === "en" ? "en-GB" : lang;
  return new Intl.DateTimeFormat(hcp.language.startsWith(lang) ? hcp.language : fallback, {
    ...how,
    timeZone: hcp.timeZone,
  }).format(new Date(at));
}
