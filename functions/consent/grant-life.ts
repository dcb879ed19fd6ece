import type { Instant } from "../../shared/model/time.ts";

/**
 * How long a grant holds without another declaration by the HCP (domain-rules 2.10). A visit or a click is none: it
 * says nothing about messages, and whoever is not counted would lose what the others keep.
 */
export const GRANT_MONTHS = 24;

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
