import * as z from "zod";

const Year = z.string().regex(/^20\d\d$/, "must be a year such as 2027");
const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "must be a day such as 12-25");

/**
 * Public holidays by year, `mm-dd`, with their substitute days. Somebody looked each year up: what is not covered is
 * not guessed.
 */
export const PublicHolidays = z.record(Year, z.array(MonthDay).min(1));
export type PublicHolidays = z.output<typeof PublicHolidays>;

/** What a calendar says about a date (`yyyy-mm-dd`); `unknown` in a year that it does not cover. */
export function dayOf(holidays: PublicHolidays, date: string): "open" | "holiday" | "unknown" {
  const days = holidays[date.slice(0, 4)];
  if (days === undefined) return "unknown";
  return days.includes(date.slice(5)) ? "holiday" : "open";
}
