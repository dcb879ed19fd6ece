import { addMonths, type Instant } from "../../shared/model/time.ts";

/** Months of use when nobody says otherwise, and the most anybody may ask for (MLR-6). */
export interface Validity {
  readonly defaultMonths: number;
  readonly longestMonths: number;
}

/** MLR-6: in the future, and not too far away. undefined means fine, else the sentence for the person. */
export function expiryProblem(
  expiresAt: Instant,
  { longestMonths }: Validity,
  now: Instant,
): string | undefined {
  if (expiresAt <= now) return "The end of use has passed. Set a later one.";
  if (expiresAt > addMonths(now, longestMonths)) {
    return `The end of use is more than ${longestMonths} months away. Set an earlier one (MLR-6).`;
  }
  return undefined;
}
