import { AppError } from "../../shared/contracts/errors.ts";
import { MAX_POSTERS, type viewingApi } from "../../shared/contracts/media/viewing.ts";
import type { ReadyFilm } from "../../shared/model/asset.ts";
import { VersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { type ContentVersion, findVersions, shownState } from "../content/facts.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { addressesEnd, type MediaSigner, signedAddresses } from "../runtime/signed-media.ts";
import type { AssetDeps } from "./change-asset.ts";
import { findAsset } from "./store.ts";

export interface ViewingDeps extends AssetDeps {
  readonly signer: () => Promise<MediaSigner>;
  /** Real time: signatures never follow the business clock. */
  readonly realNow: () => number;
}

/** Pure: who only is a rep sees what is approved and in date, as in the library. */
export function maySee(caller: Caller, version: ContentVersion, now: Instant): boolean {
  if (caller.roles.includes("marketer") || caller.roles.includes("reviewer")) return true;
  return shownState(version, now) === "approved";
}

/** Films and documents for signed-in people. What has no file yet, or none any more, has no address. */
export function makeViewing(deps: ViewingDeps): HandlersOf<typeof viewingApi> {
  return {
    readVersionMedia: async ({ params, caller, context: { now } }) => {
      const version = await visibleVersion(params.versionId, caller, now);
      const asset = await findAsset(deps, version.assetId, { consistent: false });
      if (asset?.state !== "ready" || asset.kind !== "film")
        throw new AppError("wrong_state", "This version has no film that can be played.");
      const signer = await deps.signer();
      const endsMs = addressesEnd(deps.realNow());
      const addressOf = signedAddresses(signer, asset.assetId, endsMs);
      return {
        versionId: version.versionId,
        assetId: asset.assetId,
        durationSeconds: asset.durationSeconds,
        poster: `${signer.origin}${addressOf(asset.poster.key)}`,
        // previews are public under a name that cannot be guessed, because mails load them
        preview: { ...asset.preview, url: `${signer.origin}/${asset.preview.key}` },
        films: asset.renditions.map((film) => ({ ...film, url: `${signer.origin}${addressOf(film.key)}` })),
        endsAt: instantText(endsMs),
      };
    },

    readVersionFile: async ({ params, caller, context: { now } }) => {
      const version = await visibleVersion(params.versionId, caller, now);
      const asset = await findAsset(deps, version.assetId, { consistent: false });
      if (asset?.state !== "ready" || asset.kind !== "document")
        throw new AppError("wrong_state", "This version has no PDF that can be opened.");
      const endsMs = addressesEnd(deps.realNow());
      const { key, bytes } = asset.file;
      const signer = await deps.signer();
      return {
        versionId: version.versionId,
        assetId: asset.assetId,
        bytes,
        ...(asset.pages === undefined ? {} : { pages: asset.pages }),
        url: `${signer.origin}${signedAddresses(signer, asset.assetId, endsMs)(key)}`,
        endsAt: instantText(endsMs),
      };
    },

    listPosters: async ({ query, caller, context: { now } }) => {
      const ids = [...new Set(query.versionIds.split(","))].slice(0, MAX_POSTERS);
      const versions = await findVersions(
        deps,
        ids.map((id) => VersionId.parse(id)),
        { consistent: false },
      );
      const visible = versions.filter((version) => maySee(caller, version, now));
      const assets = new Map<string, ReadyFilm>();
      await Promise.all(
        [...new Set(visible.map((version) => version.assetId))].map(async (assetId) => {
          const asset = await findAsset(deps, assetId, { consistent: false });
          if (asset?.state === "ready" && asset.kind === "film") assets.set(assetId, asset);
        }),
      );
      const signer = await deps.signer();
      const endsMs = addressesEnd(deps.realNow());
      return {
        items: visible.flatMap(({ versionId, assetId }) => {
          const asset = assets.get(assetId);
          if (asset === undefined) return [];
          const path = signedAddresses(signer, assetId, endsMs)(asset.poster.key);
          const { durationSeconds } = asset;
          const poster = `${signer.origin}${path}`;
          return [{ versionId, durationSeconds, poster, endsAt: instantText(endsMs) }];
        }),
      };
    },
  };

  async function visibleVersion(versionId: VersionId, caller: Caller, now: Instant): Promise<ContentVersion> {
    const [version] = await findVersions(deps, [versionId]);
    if (version !== undefined && maySee(caller, version, now)) return version;
    const denial = {
      actor: { type: "user", id: caller.userId } as const,
      action: "media.version.view",
      objectId: versionId,
      reason: version === undefined ? "unknown_version" : "not_in_use",
    };
    await recordDenial(deps.tables, deps.auditTable, denial, now);
    throw new AppError("not_found", "There is nothing here for you.");
  }
}
