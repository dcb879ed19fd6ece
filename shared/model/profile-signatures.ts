import type { Country } from "./channel.ts";
import de from "./country-profiles/de.signatures.json" with { type: "json" };
import fr from "./country-profiles/fr.signatures.json" with { type: "json" };
import gb from "./country-profiles/gb.signatures.json" with { type: "json" };
import ie from "./country-profiles/ie.signatures.json" with { type: "json" };
import us from "./country-profiles/us.signatures.json" with { type: "json" };

/** The detached signatures of the documents, as `npm run sign-profile` wrote them. */
export const PROFILE_SIGNATURES: Readonly<Record<Country, unknown>> = {
  US: us,
  DE: de,
  GB: gb,
  FR: fr,
  IE: ie,
};
