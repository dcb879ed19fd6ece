import type { SpacePiece } from "../../shared/contracts/spaces.ts";
import type { Asset } from "../../shared/model/asset.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import { kindOfVersion, readingSeconds } from "../../shared/model/reading-text.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type ContentVersion, findVersions, materialCodeOf, usable } from "../content/facts.ts";
import { findAsset } from "../media/facts.ts";
import type { RecordsTable } from "./store.ts";

/** A version as a rep sees it for one HCP: what it is, and whether it may stand on this page. */
export async function pieceFor(
  deps: RecordsTable,
  version: ContentVersion,
  hcp: Hcp,
  now: Instant,
): Promise<SpacePiece> {
  const { country, language } = hcp;
  const use = { country, language, channel: "space", audience: "hcp", now } as const;
  const answer = usable(version, use);
  const asset = await findAsset(deps, version.assetId, { consistent: false });
  const code = materialCodeOf(version, country);
  return {
    versionId: version.versionId,
    title: version.title,
    product: version.product,
    ...("major" in version ? { major: version.major } : {}),
    ...(code === undefined ? {} : { code }),
    kind: kindOfVersion(version),
    ...secondsOf(version, asset),
    ...(answer.usable ? {} : { reason: answer.reason }),
  };
}

/** How long a film plays, or a document takes to read; a file that is not there has no length. */
function secondsOf(version: ContentVersion, asset: Asset | undefined): { readonly seconds?: number } {
  if (asset?.state !== "ready") return {};
  if (asset.kind === "film") return { seconds: asset.durationSeconds };
  return version.readingText === undefined ? {} : { seconds: readingSeconds(version.readingText) };
}

/** The pieces behind these ids in their order; one that does not exist any more says so. */
export async function piecesFor(
  deps: RecordsTable,
  versionIds: readonly VersionId[],
  hcp: Hcp,
  now: Instant,
): Promise<SpacePiece[]> {
  const versions = await findVersions(deps, versionIds);
  return Promise.all(
    versionIds.map((versionId) => {
      const version = versions.find((one) => one.versionId === versionId);
      return version === undefined
        ? { versionId, title: "", product: "", kind: "film" as const, reason: "does not exist" }
        : pieceFor(deps, version, hcp, now);
    }),
  );
}
