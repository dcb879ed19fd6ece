import type { CountryProfile } from "../../shared/model/country-profile.ts";
import type { Variant } from "../../shared/model/experiment.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type ContactWindow, nextOpening } from "./contact-window.ts";

/**
 * Pure: the first instant from `from` on in the hours of an arm and of the country, on the practice's clock; undefined when
 * they do not meet within a month. The gate asks for the person's own hours as the message leaves, and these go before
 * any experiment.
 */
export function armOpening(
  variant: Extract<Variant, { readonly kind: "window" }>,
  { timeZone }: Pick<Hcp, "timeZone">,
  { contactHours, holidays }: Pick<CountryProfile, "contactHours" | "holidays">,
  from: Instant,
): Instant | undefined {
  const windows: ContactWindow[] = [
    { timeZone, hours: variant.hours },
    { timeZone, hours: contactHours, holidays },
  ];
  return nextOpening(windows, from);
}
