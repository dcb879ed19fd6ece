import { type ContactHours, WEEKDAYS, type Weekday } from "../../shared/model/contact-hours.ts";
import { DAY, HOUR, type Instant, MINUTE } from "../../shared/model/time.ts";

/** Hours on one wall clock. A zone id, never an offset: a delay over a clock change keeps the wall time (5.2). */
export interface ContactWindow {
  readonly timeZone: string;
  readonly hours: ContactHours;
  /** Dates (`yyyy-mm-dd`) of that clock that are closed all day. */
  readonly closedOn?: readonly string[];
}

/** How far ahead an opening is searched; hours that never meet within it never will. */
const HORIZON_DAYS = 30;

interface WallClock {
  readonly date: string;
  readonly weekday: Weekday;
  /** `HH:MM`, comparable as text. */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string, at: Instant): WallClock {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = value;
  const weekday = WEEKDAYS.find((day) => day === part.weekday?.toLowerCase());
  if (weekday === undefined) throw new Error(`no weekday for ${timeZone}`);
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    weekday,
    time: `${part.hour}:${part.minute}`,
  };
}

/** Whether a message may arrive at this instant by every one of the windows. */
export function isOpen(windows: readonly ContactWindow[], at: Instant): boolean {
  return windows.every(({ timeZone, hours, closedOn }) => {
    const wall = wallClock(timeZone, at);
    const opening = hours[wall.weekday];
    if (opening === undefined || closedOn?.includes(wall.date)) return false;
    return opening[0] <= wall.time && wall.time < opening[1];
  });
}

/**
 * The first instant from `now` on at which all windows are open: `now` itself, or an opening of one of them.
 * undefined when they do not meet within 30 days.
 */
export function nextOpening(windows: readonly ContactWindow[], now: Instant): Instant | undefined {
  if (isOpen(windows, now)) return now;
  let first: Instant | undefined;
  for (const window of windows) {
    for (const opening of openings(window, now)) {
      if (opening >= now && (first === undefined || opening < first) && isOpen(windows, opening))
        first = opening;
    }
  }
  return first;
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
  const midnight = Date.parse(`${wallClock(timeZone, at).date}T00:00:00Z`);
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

/** Openings of one window from the day before `now` to the horizon, by its own calendar. */
function openings(window: ContactWindow, now: Instant): Instant[] {
  const found: Instant[] = [];
  const start = Date.parse(`${wallClock(window.timeZone, now).date}T00:00:00Z`);
  for (let day = -1; day <= HORIZON_DAYS; day++) {
    const midnight = start + day * DAY;
    const weekday = WEEKDAYS[(new Date(midnight).getUTCDay() + 6) % 7];
    const opening = weekday === undefined ? undefined : window.hours[weekday];
    if (opening === undefined) continue;
    const [hour, minute] = opening[0].split(":").map(Number);
    found.push(...instantsOfWall(window.timeZone, midnight + (hour ?? 0) * HOUR + (minute ?? 0) * MINUTE));
  }
  return found;
}

/**
 * The instants at which a zone's clocks show a wall time (given as if it were UTC): one normally, two when clocks go
 * back over it, and the end of the gap when clocks jump over it.
 */
function instantsOfWall(timeZone: string, wallAsUtc: Instant): Instant[] {
  const before = offsetAt(timeZone, wallAsUtc - DAY);
  const after = offsetAt(timeZone, wallAsUtc + DAY);
  const candidates = before === after ? [wallAsUtc - before] : [wallAsUtc - before, wallAsUtc - after];
  const shown = candidates.filter((at) => at + offsetAt(timeZone, at) === wallAsUtc);
  if (shown.length > 0) return shown;
  let low = wallAsUtc - DAY;
  let high = wallAsUtc + DAY;
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
    if (offsetAt(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return [high];
}

/** Milliseconds that the zone's clocks are ahead of UTC, whole minutes. */
function offsetAt(timeZone: string, at: Instant): number {
  const wall = wallClock(timeZone, at);
  return Date.parse(`${wall.date}T${wall.time}:00Z`) - Math.floor(at / MINUTE) * MINUTE;
}
