import type { ReadyDocument, ReadyFilm } from "../../shared/model/asset.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import { readingBlocks, readingSeconds } from "../../shared/model/reading-text.ts";
import { HOUR, type Instant } from "../../shared/model/time.ts";
import type { DocumentOnPage } from "../../web/spaces/document.tsx";
import type { Film } from "../../web/spaces/video.tsx";
import { findVersions, materialCodeOf, usable, type VersionIn } from "../content/facts.ts";
import { findAsset } from "../media/facts.ts";
import { addressesEnd, type MediaSigner, signedAddresses } from "../runtime/signed-media.ts";
import type { RecordsTable } from "./store.ts";

/** A film that is opened late in a visit still plays; a copied address soon does not. Real time. */
const SIGNED_MS = HOUR;

interface Piece {
  readonly version: VersionIn<"approved">;
  /** How long it plays, or takes to read. */
  readonly seconds: number;
  readonly code: string;
}

/** A piece that may be shown to its HCP at this moment and can be played or read. Addresses are signed only when asked for. */
export type Showable =
  | (Piece & { readonly kind: "film"; film(signer: MediaSigner): Omit<Film, "isNew"> })
  | (Piece & { readonly kind: "document"; document(signer: MediaSigner): DocumentOnPage });

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
  const code = materialCodeOf(version, country) ?? "";
  return asset.kind === "document" ? documentPiece(version, asset, code) : filmPiece(version, asset, code);
}

function filmPiece(version: VersionIn<"approved">, asset: ReadyFilm, code: string): Showable | undefined {
  const largest = [...asset.renditions].sort((a, b) => b.height - a.height);
  const first = largest[0];
  if (first === undefined) return undefined;
  const seconds = asset.durationSeconds;
  return {
    kind: "film",
    version,
    seconds,
    code,
    film: (signer) => {
      const addressOf = signedAddresses(signer, asset.assetId, addressesEnd(Date.now(), SIGNED_MS));
      return {
        kind: "film",
        versionId: version.versionId,
        title: version.title,
        seconds,
        poster: addressOf(asset.poster.key),
        sources: largest.map(({ key, height }) => ({ src: addressOf(key), height })),
        width: first.width,
        height: first.height,
        safetyText: version.safetyText,
        materialCode: code,
      };
    },
  };
}

function documentPiece(
  version: VersionIn<"approved">,
  asset: ReadyDocument,
  code: string,
): Showable | undefined {
  const { readingText } = version;
  if (readingText === undefined) return undefined;
  const seconds = readingSeconds(readingText);
  return {
    kind: "document",
    version,
    seconds,
    code,
    document: (signer) => ({
      versionId: version.versionId,
      title: version.title,
      seconds,
      blocks: readingBlocks(readingText),
      file: {
        href: signedAddresses(signer, asset.assetId, addressesEnd(Date.now(), SIGNED_MS))(asset.file.key),
        bytes: asset.file.bytes,
      },
      safetyText: version.safetyText,
      materialCode: code,
    }),
  };
}
