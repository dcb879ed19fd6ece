import * as z from "zod";
import { AssetId, Sha256, UserId, VersionId } from "./ids.ts";
import { InstantText, SECOND } from "./time.ts";

/** Largest upload in bytes (aws-facts 2.1: own caps, far below what S3 takes). */
export const MAX_ORIGINAL_BYTES = 500 * 1000 * 1000;
/** Largest document in bytes: what a phone on a poor line still loads (decision 0034). */
export const MAX_DOCUMENT_BYTES = 20 * 1000 * 1000;
/** Most pages of a document. */
export const MAX_DOCUMENT_PAGES = 60;
/** The one media type that is taken in as a document. */
export const DOCUMENT_TYPE = "application/pdf";
/** Longest video in milliseconds. */
export const MAX_DURATION_MS = 600 * SECOND;
/** Hard size of the animated preview in bytes: what carriers and mail programs still show (performance.md 6). */
export const MAX_PREVIEW_BYTES = 500_000;

/** What an upload is to become. What was stored before there were documents is a film. */
export const AssetKind = z.enum(["film", "document"]);
export type AssetKind = z.output<typeof AssetKind>;

/** Pure: what an upload of this declared media type is to become; whether its bytes are that is judged later. */
export function kindOfUpload(contentType: string): AssetKind {
  return contentType.toLowerCase() === DOCUMENT_TYPE ? "document" : "film";
}

/** Pure: the largest upload of a kind, bytes. */
export function mostBytesOf(kind: AssetKind): number {
  return kind === "document" ? MAX_DOCUMENT_BYTES : MAX_ORIGINAL_BYTES;
}

/** Why an upload cannot be used: code → the sentence for the person who uploaded it. */
export const FAILURES = {
  upload_missing: "The file never arrived here. Upload it again.",
  given_up: "The upload was given up before the file was whole. Upload it again.",
  empty: "The file is empty (0 bytes). Export it again and upload the new file.",
  too_large: "The file is larger than 500 MB. Export it at 1080p or lower and upload it again.",
  not_a_video: "This is not a video that can be read. Upload an MP4, MOV, M4V or WebM file.",
  no_picture: "This file has sound but no picture. Upload a file with a video track.",
  too_long: "The video is longer than 10 minutes. Cut it and upload the shorter one.",
  too_small: "The picture is smaller than 64 pixels. Export it at 360 lines or more.",
  odd_shape: "The picture is more than four times as long as it is wide. Crop it and upload it again.",
  cut_short:
    "The file ends before the video does: the upload or the export was cut short. Upload the whole file.",
  not_convertible: "The video could not be converted. Export it as MP4 (H.264) and upload it again.",
  not_a_pdf: "This is not a PDF. Export the document as PDF and upload that file.",
  pdf_too_large:
    "The PDF is larger than 20 MB. Export it with smaller pictures, as for the screen, and upload it again.",
  pdf_cut_short:
    "The PDF ends before it should: the upload or the export was cut short. Export it again and upload the whole file.",
  pdf_locked: "The PDF is protected or encrypted. Save it without protection and upload it again.",
  pdf_active:
    "The PDF has a script, an action, a form that sends, or another file in it. Print it to a new PDF and upload that.",
  pdf_unreadable: "The PDF could not be looked through. Print it to a new PDF and upload that.",
  pdf_too_long: "The PDF has more than 60 pages. Make a shorter one and upload it.",
  changed_after_upload: "The file was replaced while it was being prepared. Start a new upload.",
} as const;
export type FailureReason = keyof typeof FAILURES;
export const FailureReason = z.enum(Object.keys(FAILURES) as [FailureReason, ...FailureReason[]]);

/** One stored file with its proof. `key` is in the media bucket. */
export const StoredFile = z.object({ key: z.string(), bytes: z.int().positive(), sha256: Sha256 });
export type StoredFile = z.output<typeof StoredFile>;

export const Rendition = StoredFile.extend({
  name: z.enum(["720p", "360p"]),
  width: z.int().positive(),
  height: z.int().positive(),
});
export type Rendition = z.output<typeof Rendition>;

/** What a message shows: an animation, or the still poster where no animation fits under the size limit. */
export const Preview = StoredFile.extend({ kind: z.enum(["gif", "still"]) });
export type Preview = z.output<typeof Preview>;

/** The upload as it lies in the bucket. `etag` tells whether somebody replaced it later. */
export const Original = z.object({ key: z.string(), size: z.int().positive(), etag: z.string() });
export type Original = z.output<typeof Original>;
const HashedOriginal = Original.extend({ sha256: Sha256 });

/**
 * What the probe found, with rotation applied: width and height are as a person sees the picture. `durationMs` is
 * absent where the container does not say (WebM from a browser's recorder).
 */
export const Source = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  framesPerSecond: z.number().positive().optional(),
  durationMs: z.int().positive().optional(),
  audio: z.boolean(),
  /** High dynamic range (recent phones): has to be brought down, or it looks washed out on other screens. */
  hdr: z.boolean(),
});
export type Source = z.output<typeof Source>;

/** Every byte that approval covers; its canonical JSON is hashed into the asset's `bytesSha256` (MLR-3). */
export const AssetManifest = z.object({
  original: HashedOriginal,
  renditions: z.array(Rendition).min(1),
  poster: StoredFile,
  preview: Preview,
  durationSeconds: z.number().positive(),
});
export type AssetManifest = z.output<typeof AssetManifest>;

/** As AssetManifest, of a document: the file as it was judged, where the HCP site serves it from. */
export const DocumentManifest = z.object({
  original: HashedOriginal,
  file: StoredFile,
  /** Absent where it could not be told for sure. */
  pages: z.int().positive().optional(),
});
export type DocumentManifest = z.output<typeof DocumentManifest>;

/** Attempt numbers start at 1; events of an attempt that was replaced are ignored. */
const RenditionsWork = z.discriminatedUnion("status", [
  z.object({ status: z.literal("running"), attempt: z.int().positive() }),
  z.object({
    status: z.literal("done"),
    attempt: z.int().positive(),
    renditions: z.array(Rendition).min(1),
    poster: StoredFile,
    durationMs: z.int().positive(),
  }),
]);
const PreviewWork = z.discriminatedUnion("status", [
  z.object({ status: z.literal("running"), attempt: z.int().positive(), rung: z.int().nonnegative() }),
  /** No animation fits: the poster takes its place as soon as there is one. */
  z.object({ status: z.literal("still_wanted"), attempt: z.int().positive() }),
  z.object({ status: z.literal("done"), attempt: z.int().positive(), preview: Preview }),
]);

const common = {
  assetId: AssetId,
  kind: AssetKind.default("film"),
  rev: z.int().positive(),
  fileName: z.string(),
  contentType: z.string(),
  /** Unguessable file name below `previews/`, drawn once so that every redelivery writes the same object. */
  previewName: z.string().regex(/^[0-9A-Za-z]{32}$/),
  createdBy: UserId,
  createdAt: InstantText,
  /** When the last signal moved it; the reconciler asks after assets that are silent. */
  heardAt: InstantText,
};
const settled = {
  bytesSha256: Sha256,
  /** Number of approved content versions that show this asset. Only content's transactions move it. */
  uses: z.int().nonnegative(),
  /** When each of them expires. One that is not named here, approved before this was noted, shows it until it is withdrawn. */
  shownUntil: z.record(VersionId, InstantText).optional(),
  /** A version was withdrawn while others showed it: it goes as soon as none of them does. */
  leaving: z.literal(true).optional(),
};
const filmed = { ...common, kind: z.literal("film").default("film") };
const film = { ...filmed, ...AssetManifest.shape, ...settled };
const document = { ...common, kind: z.literal("document"), ...DocumentManifest.shape, ...settled };

/** A resumable upload: S3's name for it, and how many bytes the whole file was said to have. */
export const PartedUpload = z.object({ uploadId: z.string(), bytes: z.int().positive() });
export type PartedUpload = z.output<typeof PartedUpload>;
const arriving = { ...common, parted: PartedUpload.optional() };

/**
 * An upload on its way to being usable: a film, which is converted, or a document, which is served as it was judged.
 * Only `ready` assets can be part of approved content.
 */
export const Asset = z.union([
  z.discriminatedUnion("state", [
    z.object({ state: z.literal("awaiting_upload"), ...arriving }),
    z.object({ state: z.literal("uploaded"), ...arriving }),
    z.object({ state: z.literal("probing"), ...common, original: Original }),
    z.object({
      state: z.literal("transcoding"),
      ...filmed,
      original: HashedOriginal,
      source: Source,
      renditions: RenditionsWork,
      preview: PreviewWork,
    }),
    z.object({ state: z.literal("failed"), ...common, reason: FailureReason }),
    z.object({ state: z.literal("ready"), ...film }),
    z.object({ state: z.literal("withdrawn"), ...film, withdrawnAt: InstantText }),
  ]),
  z.discriminatedUnion("state", [
    z.object({ state: z.literal("ready"), ...document }),
    z.object({ state: z.literal("withdrawn"), ...document, withdrawnAt: InstantText }),
  ]),
]);
export type Asset = z.output<typeof Asset>;
export const AssetState = z.enum([
  "awaiting_upload",
  "uploaded",
  "probing",
  "transcoding",
  "ready",
  "failed",
  "withdrawn",
] as const satisfies readonly Asset["state"][]);
export type AssetState = Asset["state"];
export type AssetIn<State extends AssetState> = Extract<Asset, { state: State }>;
/** A film that can be played. */
export type ReadyFilm = Extract<Asset, { state: "ready"; kind: "film" }>;
/** A document that can be opened. */
export type ReadyDocument = Extract<Asset, { state: "ready"; kind: "document" }>;

/** The two conversion jobs of an asset: clipping belongs to a job's input, so film and animation cannot share one. */
export const JobKind = z.enum(["renditions", "preview"]);
export type JobKind = z.output<typeof JobKind>;
