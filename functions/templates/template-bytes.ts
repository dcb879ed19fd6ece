import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import type { TemplateVersion } from "../../shared/model/template.ts";
import { sha256 } from "../runtime/hash.ts";

/**
 * The hash that a signature under a template is for (MLR-3): every word that can stand in a message, every place and who looks
 * at what is typed there, and the country, language and channel it may be used in. Any edit voids what was signed.
 */
export function templateBytes(
  version: Pick<
    TemplateVersion,
    | "versionId"
    | "name"
    | "channel"
    | "countries"
    | "language"
    | "subject"
    | "body"
    | "example"
    | "slots"
    | "specialties"
  >,
  expiresAt: string,
): Sha256 {
  const { versionId, name, channel, language, subject, body, example, slots, specialties } = version;
  return sha256(
    canonicalJson({
      versionId,
      name,
      channel,
      language,
      body,
      slots,
      specialties,
      ...(subject === undefined ? {} : { subject }),
      ...(example === undefined ? {} : { example }),
      countries: [...version.countries].sort(),
      expiresAt,
    }),
  );
}
