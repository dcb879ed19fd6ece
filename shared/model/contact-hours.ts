import * as z from "zod";
import { TimeZoneId } from "./time.ts";

/** Days in the order of `Intl` short names, Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const Weekday = z.enum(WEEKDAYS);
export type Weekday = z.output<typeof Weekday>;

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a wall time such as 08:30");

/** Open from the first wall time up to, not including, the second. */
const Opening = z.tuple([WallTime, WallTime]).refine(([from, to]) => from < to, "must open before it closes");
type Opening = z.output<typeof Opening>;

/** Wall-clock hours per weekday in which a message may arrive; a day that is not named is closed. */
export const ContactHours = z.partialRecord(Weekday, Opening);
export type ContactHours = z.output<typeof ContactHours>;

/** The same hours on every named day. */
export function hoursOn(days: readonly Weekday[], from: string, to: string): ContactHours {
  return Object.fromEntries(days.map((day) => [day, [from, to] as Opening]));
}

/**
 * When an HCP wants to be written to (domain-rules 2.11). It takes the place of the platform's hours, so it may widen as
 * well as narrow them; the law's hours and the practice's holidays stay (CON-6).
 */
export const ContactPreference = z.strictObject({
  /** Days and hours on the HCP's clock; a day that is not named is closed. */
  hours: ContactHours.refine((hours) => Object.keys(hours).length > 0, "must name at least one day"),
  /** Zone id that the HCP named, whose clock the law then covers too (2.3). @default the practice's */
  timeZone: TimeZoneId.optional(),
});
export type ContactPreference = z.output<typeof ContactPreference>;
