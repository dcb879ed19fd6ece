import * as z from "zod";
import { AssetId } from "../model/ids.ts";
import { apiGroup } from "./endpoint.ts";
import { domainEvent } from "./event.ts";
import { AssetView } from "./media/asset-view.ts";

/** How far an upload is. */
export const assetsApi = apiGroup({
  entry: "media/api",
  site: "app",
  endpoints: {
    completeUpload: {
      kind: "json",
      method: "POST",
      path: "/api/assets/{assetId}/complete",
      who: ["marketer"],
      summary: "Tell that the upload is through; the storage event says the same, and either is enough",
      params: z.object({ assetId: AssetId }),
      status: 202,
      returns: AssetView,
      errors: ["not_found"],
    },
    readAsset: {
      kind: "json",
      method: "GET",
      path: "/api/assets/{assetId}",
      who: ["marketer", "reviewer", "admin"],
      summary: "Read how far an upload is, why it failed, or which files it became",
      params: z.object({ assetId: AssetId }),
      status: 200,
      returns: AssetView,
      errors: ["not_found"],
    },
  },
});

/** Somebody says the original is in the bucket; the intake looks for itself. */
export const assetUploaded = domainEvent("media.asset_uploaded", { assetId: AssetId });

/** Nothing shows an asset of withdrawn content any more: its files have to go. */
export const assetWithdrawn = domainEvent("media.asset_withdrawn", { assetId: AssetId });
