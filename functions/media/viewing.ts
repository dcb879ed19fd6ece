import { AppError } from "../../shared/contracts/errors.ts";
import { MAX_POSTERS, type viewingApi } from "../../shared/contracts/media.ts";
import type { AssetIn } from "../../shared/model/asset.ts";
import { VersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { type ContentVersion, findVersions, shownState } from "../content/facts.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { AssetDeps } from "./change-asset.ts";
import { addressesEnd, type MediaSigner, signedAddresses } from "./signed-address.ts";
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

/** Films for signed-in people. What has no film yet, or none any more, has no address. */
export function makeViewing(deps: ViewingDeps): HandlersOf<typeof viewingApi> {
  return {
    readVersionMedia: async ({ params, caller, context: { now } }) => {
      const [version] = await findVersions(deps, [params.versionId]);
      if (version === undefined || !maySee(caller, version, now)) {
        const denial = {
          actor: { type: "user", id: caller.userId } as const,
          action: "media.version.view",
          objectId: params.versionId,
          reason: version === undefined ? "unknown_version" : "not_in_use",
        };
        await recordDenial(deps.tables, deps.auditTable, denial, now);
        throw new AppError("not_found", "There is no film here for you.");
      }
      const asset = await findAsset(deps, version.assetId, { consistent: false });
      if (asset?.state !== "ready")
        throw new AppError("wrong_state", "This version has no film that can be played.");
      const signer = await deps.signer();
      const endsMs = addressesEnd(deps.realNow());
      const addressOf = signedAddresses(signer, asset.assetId, endsMs);
      return {
        versionId: version.versionId,
        assetId: asset.assetId,
        durationSeconds: asset.durationSeconds,
        poster: addressOf(asset.poster.key),
        // previews are public under a name that cannot be guessed, because mails load them
        preview: { ...asset.preview, url: `${signer.origin}/${asset.preview.key}` },
        films: asset.renditions.map((film) => ({ ...film, url: addressOf(film.key) })),
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
      const assets = new Map<string, AssetIn<"ready">>();
      await Promise.all(
        [...new Set(visible.map((version) => version.assetId))].map(async (assetId) => {
          const asset = await findAsset(deps, assetId, { consistent: false });
          if (asset?.state === "ready") assets.set(assetId, asset);
        }),
      );
      const signer = await deps.signer();
      const endsMs = addressesEnd(deps.realNow());
      return {
        items: visible.flatMap(({ versionId, assetId }) => {
          const asset = assets.get(assetId);
          if (asset === undefined) return [];
          const poster = signedAddresses(signer, assetId, endsMs)(asset.poster.key);
          const { durationSeconds } = asset;
          return [{ versionId, durationSeconds, poster, endsAt: instantText(endsMs) }];
        }),
      };
    },
  };
}
