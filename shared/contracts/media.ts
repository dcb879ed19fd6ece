import * as z from "zod";
import {
  AssetKind,
  AssetManifest,
  AssetState,
  DocumentManifest,
  FAILURES,
  FailureReason,
  kindOfUpload,
  MAX_DOCUMENT_BYTES,
  MAX_ORIGINAL_BYTES,
  Preview,
  Rendition,
} from "../model/asset.ts";
import { lineText } from "../model/free-text.ts";
import { AssetId, Sha256, VersionId } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

/**
 * An asset as people see it. From `ready` on there is `media` of a film or `document` of a document; `failure` exactly
 * when it failed.
 */
export const AssetView = z.object({
  assetId: AssetId,
  rev: z.int().positive(),
  kind: AssetKind,
  state: AssetState,
  fileName: z.string(),
  createdAt: InstantText,
  failure: z.object({ reason: FailureReason, detail: z.enum(Object.values(FAILURES)) }).optional(),
  media: AssetManifest.extend({ bytesSha256: Sha256 }).optional(),
  document: DocumentManifest.extend({ bytesSha256: Sha256 }).optional(),
});
export type AssetView = z.output<typeof AssetView>;

/** A form that the browser posts straight to S3: every field as given, then the file as field `file`. */
export const UploadTicket = z.object({ url: z.url(), fields: z.record(z.string(), z.string()) });
export type UploadTicket = z.output<typeof UploadTicket>;

/** What a person says about the file before it is uploaded. */
const FileWord = z
  .object({
    fileName: lineText(1, 255),
    /** `application/pdf` is taken in as a document, anything else as a film. */
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, "must be a media type such as video/mp4 or application/pdf")
      .max(100),
    bytes: z
      .int()
      .min(1, "is empty: choose a file with a video or a document in it")
      .max(MAX_ORIGINAL_BYTES, "is more than 500 MB: export the video at 1080p or lower"),
  })
  .refine(({ contentType, bytes }) => kindOfUpload(contentType) === "film" || bytes <= MAX_DOCUMENT_BYTES, {
    path: ["bytes"],
    message: "is more than 20 MB: export the PDF with smaller pictures",
  });

const PartNumber = z.int().min(1).max(10_000);
/** Most parts that are signed at once: a browser sends a handful at a time. */
export const MAX_SIGNED_PARTS = 20;

/** A resumable upload as it stands. `arrived` are the parts that lie in the bucket; none once they were joined. */
export const PartsView = z.object({
  assetId: AssetId,
  state: AssetState,
  fileName: z.string(),
  bytes: z.int().positive(),
  partBytes: z.int().positive(),
  arrived: z.array(z.object({ number: PartNumber, bytes: z.int().nonnegative() })),
});
export type PartsView = z.output<typeof PartsView>;

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
      summary: "Start the upload of a video or a PDF and receive a form for S3",
      body: FileWord,
      status: 201,
      returns: z.object({ assetId: AssetId, state: z.literal("awaiting_upload"), upload: UploadTicket }),
    },
    startPartedUpload: {
      kind: "json",
      method: "POST",
      path: "/api/uploads",
      who: ["marketer"],
      summary: "Start an upload in parts, which goes on after a lost line or another day",
      body: FileWord,
      status: 201,
      returns: PartsView,
    },
    readParts: {
      kind: "json",
      method: "GET",
      path: "/api/uploads/{assetId}",
      who: ["marketer"],
      summary: "Read which parts of one's own upload have arrived",
      params: z.object({ assetId: AssetId }),
      status: 200,
      returns: PartsView,
      errors: ["not_found"],
    },
    signParts: {
      kind: "json",
      method: "POST",
      path: "/api/uploads/{assetId}/parts",
      who: ["marketer"],
      summary: "Receive addresses to put parts to, each for exactly its bytes",
      params: z.object({ assetId: AssetId }),
      body: z.object({ numbers: z.array(PartNumber).min(1).max(MAX_SIGNED_PARTS) }),
      status: 200,
      returns: z.object({
        parts: z.array(z.object({ number: PartNumber, bytes: z.int().positive(), url: z.url() })),
      }),
      errors: ["not_found", "wrong_state", "invalid_request"],
    },
    joinParts: {
      kind: "json",
      method: "POST",
      path: "/api/uploads/{assetId}/join",
      who: ["marketer"],
      summary: "Make one file of the parts; refused while bytes are missing",
      params: z.object({ assetId: AssetId }),
      status: 202,
      returns: AssetView,
      errors: ["not_found", "wrong_state"],
    },
    giveUpUpload: {
      kind: "json",
      method: "DELETE",
      path: "/api/uploads/{assetId}",
      who: ["marketer"],
      summary: "Give up one's own upload and forget its parts",
      params: z.object({ assetId: AssetId }),
      status: 200,
      returns: AssetView,
      errors: ["not_found", "wrong_state"],
    },
  },
});

/** Where a film can be seen by signed-in people, for a quarter to half an hour of real time. */
const Film = z.object({
  name: Rendition.shape.name,
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  url: z.url(),
});
export const VersionMedia = z.object({
  versionId: VersionId,
  assetId: AssetId,
  durationSeconds: z.number().positive(),
  poster: z.url(),
  /** What messages show. */
  preview: z.object({ kind: Preview.shape.kind, bytes: z.int().positive(), url: z.url() }),
  /** Best first. */
  films: z.array(Film).min(1),
  endsAt: InstantText,
});
export type VersionMedia = z.output<typeof VersionMedia>;

/** Where the PDF of a document can be opened by signed-in people, for a quarter to half an hour of real time. */
export const VersionFile = z.object({
  versionId: VersionId,
  assetId: AssetId,
  bytes: z.int().positive(),
  pages: z.int().positive().optional(),
  url: z.url(),
  endsAt: InstantText,
});
export type VersionFile = z.output<typeof VersionFile>;

/** Most posters in one answer: a page of the library. */
export const MAX_POSTERS = 50;
const Poster = VersionMedia.pick({ versionId: true, durationSeconds: true, poster: true, endsAt: true });
export type Poster = z.output<typeof Poster>;

/** Signs addresses of films with the key that CloudFront knows, so it stands apart from the API. */
export const viewingApi = apiGroup({
  entry: "media/viewing",
  site: "app",
  endpoints: {
    readVersionMedia: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}/media",
      who: ["marketer", "reviewer", "rep"],
      summary: "Receive addresses by which the film of a version plays for a while",
      params: z.object({ versionId: VersionId }),
      status: 200,
      returns: VersionMedia,
      errors: ["not_found", "wrong_state"],
    },
    readVersionFile: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}/file",
      who: ["marketer", "reviewer", "rep"],
      summary: "Receive an address by which the PDF of a document opens for a while",
      params: z.object({ versionId: VersionId }),
      status: 200,
      returns: VersionFile,
      errors: ["not_found", "wrong_state"],
    },
    listPosters: {
      kind: "json",
      method: "GET",
      path: "/api/posters",
      who: ["marketer", "reviewer", "rep"],
      summary: "Receive the poster of each of these versions that the caller may see",
      query: z.object({
        /** Ids with commas between them, at most MAX_POSTERS. */
        versionIds: z
          .string()
          .max(MAX_POSTERS * 31)
          .regex(/^ver_[0-9A-HJKMNP-TV-Z]{26}(,ver_[0-9A-HJKMNP-TV-Z]{26})*$/, "must be ids of versions"),
      }),
      status: 200,
      returns: z.object({ items: z.array(Poster) }),
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
