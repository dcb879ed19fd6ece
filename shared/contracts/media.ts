import * as z from "zod";
import { Asset, AssetManifest, FAILURES, FailureReason, MAX_ORIGINAL_BYTES } from "../model/asset.ts";
import { AssetId, Sha256 } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

const states = Asset.options.map((option) => option.shape.state.value) as [
  Asset["state"],
  ...Asset["state"][],
];

/** An asset as people see it. `media` is there from `ready` on, `failure` exactly when it failed. */
export const AssetView = z.object({
  assetId: AssetId,
  rev: z.int().positive(),
  state: z.enum(states),
  fileName: z.string(),
  createdAt: InstantText,
  failure: z.object({ reason: FailureReason, detail: z.enum(Object.values(FAILURES)) }).optional(),
  media: AssetManifest.extend({ bytesSha256: Sha256 }).optional(),
});
export type AssetView = z.output<typeof AssetView>;

/** A form that the browser posts straight to S3: every field as given, then the file as field `file`. */
export const UploadTicket = z.object({ url: z.url(), fields: z.record(z.string(), z.string()) });
export type UploadTicket = z.output<typeof UploadTicket>;

/** The ticket office: signs, so it stands apart from the API. */
export const uploadsApi = apiGroup({
  entry: "media/uploads",
  site: "app",
  endpoints: {
    startUpload: {
      kind: "json",
      method: "POST",
      path: "/api/assets",
      who: ["marketer"],
      summary: "Start the upload of a video and receive a form for S3",
      body: z.object({
        fileName: z.string().trim().min(1).max(255),
        contentType: z
          .string()
          .regex(/^[\w.+-]+\/[\w.+-]+$/, "must be a media type such as video/mp4")
          .max(100),
        bytes: z
          .int()
          .min(1, "is empty: choose a file with a video in it")
          .max(MAX_ORIGINAL_BYTES, "is more than 500 MB: export the video at 1080p or lower"),
      }),
      status: 201,
      returns: z.object({ assetId: AssetId, state: z.literal("awaiting_upload"), upload: UploadTicket }),
    },
  },
});

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
