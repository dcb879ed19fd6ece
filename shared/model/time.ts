import * as z from "zod";

/** Milliseconds since 1970-01-01T00:00:00Z of business time. Decisions take it as an argument, never from a clock. */
export type Instant = number;

/** An instant on the wire: ISO 8601 in UTC with milliseconds, e.g. `2026-11-21T18:36:50.123Z`. */
export const InstantText = z.iso.datetime({ offset: false });

/** IANA time-zone id that this runtime knows; offsets are never stored (domain-rules 5.2). */
export const TimeZoneId = z
  .string()
  .refine((zone) => isTimeZone(zone), "is not a time zone of the IANA database");

/** Whether Intl knows the zone; `Europe/Munich` is not one. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** ISO text of an instant, the form of every timestamp that is stored or sent. */
export function instantText(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The Monday of an instant's week in UTC, `yyyy-mm-dd`: how weeks are named in sums and files. */
export function mondayOf(instant: Instant): string {
  const daysSinceMonday = (new Date(instant).getUTCDay() + 6) % 7;
  return instantText(instant - daysSinceMonday * DAY).slice(0, 10);
}

/** The same day and time some months later, in UTC; the last day where that month is shorter. */
export function addMonths(instant: Instant, months: number): Instant {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
