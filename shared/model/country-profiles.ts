import type { Country } from "./channel.ts";
import { CountryProfile } from "./country-profile.ts";
import de from "./country-profiles/de.json" with { type: "json" };
import fr from "./country-profiles/fr.json" with { type: "json" };
import gb from "./country-profiles/gb.json" with { type: "json" };
import ie from "./country-profiles/ie.json" with { type: "json" };
import us from "./country-profiles/us.json" with { type: "json" };

/** The reviewed documents as they ship, unread. Who decides by one asks whether it is in force first. */
export const PROFILE_DOCUMENTS: Readonly<Record<Country, unknown>> = {
  US: us,
  DE: de,
  GB: gb,
  FR: fr,
  IE: ie,
};

const read = new Map<Country, CountryProfile>();

/**
 * The document of a country for the words of a page that exists whatever became of the profile: a foot, a link, what an
 * HCP chose. It says nothing about whether anything may be done: decisions take the profile that is in force.
 * @throws ZodError when the document is not a profile
 */
export function profileOf(country: Country): CountryProfile {
  const known = read.get(country) ?? CountryProfile.parse(PROFILE_DOCUMENTS[country]);
  read.set(country, known);
  return known;
}
