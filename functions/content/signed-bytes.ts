import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { ContentVersion } from "../../shared/model/content.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { sha256 } from "../runtime/hash.ts";

/**
 * The hash that a signature is for (MLR-3): everything an HCP will see, the proof of the media behind it, and the
 * country, language, channel and audience it may be shown in. Any edit changes it and so voids what was signed.
 * @param assetSha256 `bytesSha256` of the asset: the hash of its whole manifest
 */
export function signedBytes(
  version: Pick<
    ContentVersion,
    | "versionId"
    | "product"
    | "title"
    | "safetyText"
    | "readingText"
    | "countries"
    | "language"
    | "channels"
    | "audience"
  >,
  assetSha256: Sha256,
  expiresAt: string,
): Sha256 {
  const { versionId, product, title, safetyText, readingText, language, audience } = version;
  return sha256(
    canonicalJson({
      versionId,
      product,
      title,
      safetyText,
      // a film has none, and its bytes are what they were before there were documents
      ...(readingText === undefined ? {} : { readingText }),
      language,
      audience,
      countries: [...version.countries].sort(),
      channels: [...version.channels].sort(),
      expiresAt,
      assetSha256,
    }),
  );
}
