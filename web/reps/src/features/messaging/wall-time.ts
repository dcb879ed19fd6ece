import type { Instant } from "../../../../../shared/model/time.ts";

/** A day and a time of day as clocks show them somewhere: `2026-11-24`, `18:05`. */
export interface WallTime {
  readonly day: string;
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone show at an instant. */
export function wallTimeOf(instant: Instant, zone: string): WallTime {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = value;
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/**
 * The instant at which clocks in a zone show this. When clocks go back over it, the first of the two; when they jump over
 * it, the time that the jump leads to. undefined for what is no day or time.
 */
export function instantOf({ day, time }: WallTime, zone: string): Instant | undefined {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc) || !/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time))
    return undefined;
  const offsetAt = (instant: Instant) => {
    const wall = wallTimeOf(instant, zone);
    return Date.parse(`${wall.day}T${wall.time}:00Z`) - Math.floor(instant / 60_000) * 60_000;
  };
  const DAY = 24 * 3_600_000;
  const candidates = [asUtc - offsetAt(asUtc - DAY), asUtc - offsetAt(asUtc + DAY)];
  const shows = (instant: Instant) => {
    const wall = wallTimeOf(instant, zone);
    return wall.day === day && wall.time === time;
  };
  return candidates.filter(shows).sort((a, b) => a - b)[0] ?? Math.max(...candidates);
}
