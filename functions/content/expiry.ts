import type { Instant } from "../../shared/model/time.ts";

/** Months of use when nobody says otherwise, and the most anybody may ask for (MLR-6). */
export interface Validity {
  readonly defaultMonths: number;
  readonly longestMonths: number;
}

/** The same day and time so many calendar months later, UTC; the last day where that month is shorter. */
export function monthsAfter(start: Instant, months: number): Instant {
  const date = new Date(start);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** MLR-6: in the future, and not too far away. undefined means fine, else the sentence for the person. */
export function expiryProblem(
  expiresAt: Instant,
  { longestMonths }: Validity,
  now: Instant,
): string | undefined {
  if (expiresAt <= now) return "The end of use has passed. Set a later one.";
  if (expiresAt > monthsAfter(now, longestMonths)) {
    return `The end of use is more than ${longestMonths} months away. Set an earlier one (MLR-6).`;
  }
  return undefined;
}
