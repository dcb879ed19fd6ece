import { type ContactHours, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import { dayOf, type PublicHolidays } from "../../shared/model/public-holidays.ts";
import { DAY, HOUR, type Instant, MINUTE } from "../../shared/model/time.ts";
import { clockChange, instantsOfWall, wallClock } from "./wall-clock.ts";

/** Hours on one wall clock. A zone id, never an offset: a delay over a clock change keeps the wall time (5.2). */
export interface ContactWindow {
  readonly timeZone: string;
  readonly hours: ContactHours;
  /** Closed all day on that clock's calendar. A year that is not covered is closed too: nobody looked at it. */
  readonly holidays?: PublicHolidays;
}

/** How far ahead an opening is searched; hours that never meet within it never will. */
export const HORIZON = 30 * DAY;

/** Whether a message may arrive at this instant by every one of the windows. */
export function isOpen(windows: readonly ContactWindow[], at: Instant): boolean {
  return windows.every(({ timeZone, hours, holidays }) => {
    const wall = wallClock(timeZone, at);
    const opening = hours[wall.weekday];
    if (opening === undefined) return false;
    if (holidays !== undefined && dayOf(holidays, wall.date) !== "open") return false;
    return opening[0] <= wall.time && wall.time < opening[1];
  });
}

/**
 * The first instant from `now` on at which all windows are open: `now` itself, or a beginning of one of them.
 * undefined when they do not meet within the horizon.
 */
export function nextOpening(windows: readonly ContactWindow[], now: Instant): Instant | undefined {
  if (isOpen(windows, now)) return now;
  const calendars = windows.map((window) => ({ window, today: midnightOf(window.timeZone, now) }));
  let first = Number.POSITIVE_INFINITY;
  // calendars differ by a day at most, so what begins some days later on one of them is later
  for (let day = -DAY; day <= HORIZON && now + day - 3 * DAY <= first; day += DAY) {
    for (const { window, today } of calendars) {
      for (const beginning of beginningsOn(window, today + day))
        if (beginning >= now && beginning < first && isOpen(windows, beginning)) first = beginning;
    }
  }
  return Number.isFinite(first) ? first : undefined;
}

/** How finely a day is looked at; every country's hours begin and end on a quarter. */
const QUARTER = 15 * MINUTE;

/**
 * The stretches in which all windows are open on one day of a zone's calendar, the one of `at`. A day is as long as the
 * clocks make it.
 */
export function openingsOn(
  windows: readonly ContactWindow[],
  timeZone: string,
  at: Instant,
): {
  readonly day: { readonly from: Instant; readonly to: Instant };
  readonly openings: readonly { readonly from: Instant; readonly to: Instant }[];
} {
  const midnight = midnightOf(timeZone, at);
  const from = instantsOfWall(timeZone, midnight)[0] ?? at;
  const to = instantsOfWall(timeZone, midnight + DAY)[0] ?? from + DAY;
  const openings: { from: Instant; to: Instant }[] = [];
  for (let quarter = from; quarter < to; quarter += QUARTER) {
    if (!isOpen(windows, quarter)) continue;
    const last = openings.at(-1);
    if (last?.to === quarter) last.to = quarter + QUARTER;
    else openings.push({ from: quarter, to: quarter + QUARTER });
  }
  return { day: { from, to }, openings };
}

/**
 * Instants at which a window may begin to be open on a day of its own calendar (its midnight as if it were UTC): its
 * opening time, and the moment of a clock change, since clocks that go back may open again what was closed.
 */
function beginningsOn({ timeZone, hours }: ContactWindow, midnight: Instant): Instant[] {
  const weekday = WEEKDAYS[(new Date(midnight).getUTCDay() + 6) % 7];
  const opening = weekday === undefined ? undefined : hours[weekday];
  if (opening === undefined) return [];
  const [hour = 0, minute = 0] = opening[0].split(":").map(Number);
  const found = instantsOfWall(timeZone, midnight + hour * HOUR + minute * MINUTE);
  const change = clockChange(timeZone, midnight - DAY, midnight + 2 * DAY);
  return change === undefined ? found : [...found, change];
}

/** Midnight of the day that a zone's calendar shows, as if it were UTC. */
function midnightOf(timeZone: string, at: Instant): Instant {
  return Date.parse(`${wallClock(timeZone, at).date}T00:00:00Z`);
}
