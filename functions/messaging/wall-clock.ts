import { WEEKDAYS, type Weekday } from "../../shared/model/contact-hours.ts";
import { DAY, type Instant, MINUTE } from "../../shared/model/time.ts";

/** What the clocks of a zone show. */
export interface WallClock {
  /** `yyyy-mm-dd`. */
  readonly date: string;
  readonly weekday: Weekday;
  /** `HH:MM`, comparable as text. */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The clocks of a zone at an instant. A zone id, never an offset: rules of summer time are Intl's (5.2). */
export function wallClock(timeZone: string, at: Instant): WallClock {
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

/**
 * The instants at which a zone's clocks show a wall time (given as if it were UTC): one normally, two when clocks go
 * back over it, and the end of the gap when clocks jump over it.
 */
export function instantsOfWall(timeZone: string, wallAsUtc: Instant): Instant[] {
  const before = offsetAt(timeZone, wallAsUtc - DAY);
  const after = offsetAt(timeZone, wallAsUtc + DAY);
  const candidates = before === after ? [wallAsUtc - before] : [wallAsUtc - before, wallAsUtc - after];
  const shown = candidates.filter((at) => at + offsetAt(timeZone, at) === wallAsUtc);
  if (shown.length > 0) return shown;
  return [clockChange(timeZone, wallAsUtc - DAY, wallAsUtc + DAY) ?? wallAsUtc - after];
}

/** The instant between two (at most days apart) at which a zone's clocks are moved; undefined when they are not. */
export function clockChange(timeZone: string, from: Instant, to: Instant): Instant | undefined {
  const before = offsetAt(timeZone, from);
  if (offsetAt(timeZone, to) === before) return undefined;
  let low = from;
  let high = to;
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
    if (offsetAt(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Milliseconds that the zone's clocks are ahead of UTC, whole minutes. */
function offsetAt(timeZone: string, at: Instant): number {
  const wall = wallClock(timeZone, at);
  return Date.parse(`${wall.date}T${wall.time}:00Z`) - Math.floor(at / MINUTE) * MINUTE;
}
