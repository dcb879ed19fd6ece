import { dayOf, type PublicHolidays } from "../../shared/model/public-holidays.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";

/** Days off in a row that any calendar has at most. */
const LONGEST_BREAK = 14;

/**
 * Pure: one business day from now on the practice's calendar: the same time on the next day that is neither a weekend
 * nor a public holiday there (domain-rules 2.7, 2c).
 */
export function decideBy(
  now: Instant,
  practice: { readonly timeZone: string; readonly holidays: PublicHolidays },
): Instant {
  for (let days = 1; days <= LONGEST_BREAK; days++) {
    const instant = now + days * DAY;
    if (isBusinessDay(instant, practice)) return instant;
  }
  return now + DAY;
}

/** Pure: whether a practice works on the day of this instant, by its own calendar. */
export function isBusinessDay(
  instant: Instant,
  { timeZone, holidays }: { readonly timeZone: string; readonly holidays: PublicHolidays },
): boolean {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  const weekend = ["Sat", "Sun"].some((day) => part("weekday").startsWith(day));
  return !weekend && dayOf(holidays, `${part("year")}-${part("month")}-${part("day")}`) !== "holiday";
}
