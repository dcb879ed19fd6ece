import type { Hcp } from "../../shared/model/hcp.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { Film } from "../../web/spaces/video.tsx";
import { findVersions, materialCodeOf, usable, type VersionIn } from "../content/facts.ts";
import { findAsset } from "../media/facts.ts";
import { type MediaSigner, signedMediaAddress } from "./media-address.ts";
import type { RecordsTable } from "./store.ts";

/** A piece that may be shown to its HCP at this moment and can be played. */
export interface Showable {
  readonly version: VersionIn<"approved">;
  readonly seconds: number;
  readonly code: string;
  /** The film with signed addresses; made only for what is played on the page. */
  film(signer: MediaSigner): Omit<Film, "isNew">;
}

/** What of these versions may be shown to the HCP now, in their order (INV-2, MLR-9). */
export async function showable(
  deps: RecordsTable,
  versionIds: readonly VersionId[],
  hcp: Hcp,
  now: Instant,
): Promise<Showable[]> {
  const { country, language } = hcp;
  const use = { country, language, channel: "space", audience: "hcp", now } as const;
  const versions = (await findVersions(deps, versionIds)).flatMap((version) => {
    const answer = usable(version, use);
    return answer.usable ? [answer.version] : [];
  });
  const pieces = await Promise.all(versions.map((version) => pieceOf(deps, version, country)));
  return pieces.filter((piece) => piece !== undefined);
}

async function pieceOf(
  deps: RecordsTable,
  version: VersionIn<"approved">,
  country: string,
): Promise<Showable | undefined> {
  const asset = await findAsset(deps, version.assetId);
  if (asset?.state !== "ready") return undefined;
  const largest = [...asset.renditions].sort((a, b) => b.height - a.height);
  const first = largest[0];
  if (first === undefined) return undefined;
  const seconds = asset.durationSeconds;
  const code = materialCodeOf(version, country) ?? "";
  return {
    version,
    seconds,
    code,
    film: (signer) => ({
      versionId: version.versionId,
      title: version.title,
      seconds,
      poster: signedMediaAddress(signer, asset.poster.key, Date.now()),
      sources: largest.map((one) => ({
        src: signedMediaAddress(signer, one.key, Date.now()),
        height: one.height,
      })),
      width: first.width,
      height: first.height,
      safetyText: version.safetyText,
      materialCode: code,
    }),
  };
}
