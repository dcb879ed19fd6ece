import { AppError } from "../../shared/contracts/errors.ts";
import type { AssetView } from "../../shared/contracts/media/asset-view.ts";
import type { assetsApi } from "../../shared/contracts/media.ts";
import { type Asset, FAILURES } from "../../shared/model/asset.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type AssetDeps, changeAsset } from "./change-asset.ts";
import { findAsset } from "./store.ts";

/** Reading an asset, and the browser's word that its upload is through. */
export function makeAssets(deps: AssetDeps): HandlersOf<typeof assetsApi> {
  return {
    completeUpload: async ({ params, caller, context: { now } }) => {
      const actor = { type: "user", id: caller.userId, role: "marketer" } as const;
      return orNotFound(await changeAsset(deps, params.assetId, { kind: "upload_claimed" }, now, actor));
    },
    readAsset: async ({ params }) => orNotFound(await findAsset(deps, params.assetId)),
  };
}

function orNotFound(asset: Asset | undefined): AssetView {
  if (asset === undefined) throw new AppError("not_found", "There is no upload here for you.");
  return assetView(asset);
}

/** An asset as people see it. Media shows only when all of it is there; withdrawn media shows no more. */
export function assetView(asset: Asset): AssetView {
  const { assetId, kind, rev, state, fileName, createdAt } = asset;
  const view = { assetId, kind, rev, state, fileName, createdAt };
  if (asset.state === "failed") {
    return { ...view, failure: { reason: asset.reason, detail: FAILURES[asset.reason] } };
  }
  if (asset.state !== "ready") return view;
  if (asset.kind === "document") {
    const { original, file, pages, bytesSha256 } = asset;
    return { ...view, document: { original, file, pages, bytesSha256 } };
  }
  const { original, renditions, poster, preview, durationSeconds, bytesSha256 } = asset;
  return { ...view, media: { original, renditions, poster, preview, durationSeconds, bytesSha256 } };
}
