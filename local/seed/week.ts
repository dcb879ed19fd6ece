import type { Country } from "../../shared/model/channel.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { dayOf } from "../../shared/model/public-holidays.ts";
import { DAY, type Instant, MINUTE } from "../../shared/model/time.ts";

/** Where the demo data plays; a day that is a holiday in one of them is no day of the week. */
const COUNTRIES: readonly Country[] = ["IE", "GB", "DE", "FR"];
const DAYS = 5;
/** Days between the first consents and the first invitation. */
const LEAD = 6;

/** The demo company's last week: five working days that are over, and the day on which all was prepared. */
export interface Week {
  /** Midnight (UTC) of the day of preparation. */
  readonly prepared: Instant;
  /** Midnights (UTC) of the working days, oldest first. */
  readonly days: readonly Instant[];
  /** When practices open for the first time after the week, in winter and in summer. */
  readonly opens: Instant;
  /** Midnight (UTC) of the next working day after today. */
  readonly next: Instant;
}

/** Pure: the last five working days before `now`. */
export function weekBefore(now: Instant): Week {
  const today = Math.floor(now / DAY) * DAY;
  const days: Instant[] = [];
  for (let day = today - DAY; days.length < DAYS; day -= DAY) if (isWorkingDay(day)) days.unshift(day);
  let next = today + DAY;
  while (!isWorkingDay(next)) next += DAY;
  const opens = at(isWorkingDay(today) ? today : next, "07:30");
  let prepared = (days[0] ?? today) - LEAD * DAY;
  while (!isWorkingDay(prepared)) prepared -= DAY;
  return { prepared, days, opens, next };
}

/** The instant of a day at `HH:MM` in UTC: inside office hours of all four countries from 08:30 to 15:30 at any season. */
export function at(day: Instant, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return day + (hours * 60 + minutes) * MINUTE;
}

function isWorkingDay(day: Instant): boolean {
  const date = new Date(day).toISOString().slice(0, 10);
  const weekday = new Date(day).getUTCDay();
  return (
    weekday > 0 &&
    weekday < 6 &&
    COUNTRIES.every((country) => dayOf(profileOf(country).holidays, date) !== "holiday")
  );
}
