import * as z from "zod";
import { AssetState, kindOfUpload, MAX_DOCUMENT_BYTES, MAX_ORIGINAL_BYTES } from "../../model/asset.ts";
import { lineText } from "../../model/free-text.ts";
import { AssetId } from "../../model/ids.ts";
import { apiGroup } from "../endpoint.ts";
import { AssetView } from "./asset-view.ts";

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
