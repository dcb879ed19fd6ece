import type { ContactLimit } from "../../shared/model/country-profile.ts";
import type { Frequency } from "../../shared/model/preference.ts";

/**
 * Pure: how often at most the HCP wants to be written to, by whatever channel, rep or brand (2.11); undefined as it comes.
 * A wish only lowers: the country's caps stay beside it, and it rolls as they do (FRQ-2).
 */
export function wishedLimit(frequency: Frequency): ContactLimit | undefined {
  if (frequency === "as_it_comes") return undefined;
  return { count: 1, days: frequency === "weekly" ? 7 : 30 };
}
