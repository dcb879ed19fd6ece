import type { ContactHours, Weekday } from "../../../shared/model/contact-hours.ts";
import type { PageLanguage } from "./words.ts";

/** The days of a week, in its order. */
export const DAYS_OF_WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** 2 January 2023, a Monday. */
const MONDAY = Date.UTC(2023, 0, 2);
const DAY = 86_400_000;

/** The name of a weekday: `Mon`, or `Monday`. */
export function weekdayName(day: Weekday, lang: PageLanguage, weekday: "short" | "long"): string {
  const format = new Intl.DateTimeFormat(lang, { weekday, timeZone: "UTC" });
  return format.format(MONDAY + DAYS_OF_WEEK.indexOf(day) * DAY);
}

/** Days with the same hours together, in the order of the week: `Mon, Tue 08:30–18:30; Sat 09:00–12:00`. */
export function hoursText(hours: ContactHours, lang: PageLanguage): string {
  const groups = new Map<string, string[]>();
  for (const day of DAYS_OF_WEEK) {
    const opening = hours[day];
    if (opening === undefined) continue;
    const text = opening.join("–");
    groups.set(text, [...(groups.get(text) ?? []), weekdayName(day, lang, "short")]);
  }
  return [...groups].map(([text, days]) => `${days.join(", ")} ${text}`).join("; ");
}
