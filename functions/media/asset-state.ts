import {
  type Asset,
  type AssetIn,
  AssetManifest,
  DocumentManifest,
  type FailureReason,
  type JobKind,
  MAX_DURATION_MS,
  mostBytesOf,
  type Preview,
  type Rendition,
  type Source,
  type StoredFile,
} from "../../shared/model/asset.ts";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { sha256 } from "../runtime/hash.ts";
import { originalKey, PREVIEW_LADDER } from "./encoding-plan.ts";
import { isCutShort } from "./judge-original.ts";

/** What can be heard about an asset: from the browser, from storage, from the converter, from the reconciler. */
export type Signal =
  /** The browser says the upload is through. */
  | { readonly kind: "upload_claimed" }
  /** The person gave the upload up before it was through. */
  | { readonly kind: "upload_given_up" }
  /** The original lies in the bucket. */
  | { readonly kind: "original_found"; readonly size: number; readonly etag: string }
  | { readonly kind: "upload_missing" }
  /** The object with this etag was read and judged. */
  | { readonly kind: "accepted"; readonly etag: string; readonly sha256: Sha256; readonly source: Source }
  /** The document with this etag was judged, and the judged bytes lie where the site serves them from. */
  | {
      readonly kind: "document_accepted";
      readonly etag: string;
      readonly file: StoredFile;
      readonly pages?: number;
    }
  | { readonly kind: "rejected"; readonly reason: FailureReason }
  | {
      readonly kind: "renditions_done";
      readonly attempt: number;
      readonly renditions: readonly Rendition[];
      readonly poster: StoredFile;
      readonly durationMs: number;
    }
  | { readonly kind: "preview_done"; readonly attempt: number; readonly preview: Preview }
  | { readonly kind: "preview_too_large"; readonly attempt: number }
  | { readonly kind: "job_failed"; readonly job: JobKind; readonly attempt: number }
  /** The converter knows nothing of a job that should run. */
  | { readonly kind: "job_lost"; readonly job: JobKind; readonly attempt: number }
  | { readonly kind: "withdrawn" };

/** A job that got lost is started again, but not for ever. */
const MOST_ATTEMPTS = 8;

/**
 * The one status machine of an asset: awaiting_upload → uploaded → probing → transcoding → ready | failed, a
 * document probing → ready without a conversion, and ready → withdrawn. Pure. Signals may come late, twice and in any order: what does not fit the present state or
 * attempt changes nothing.
 * @returns the changed asset with its next `rev`, undefined when nothing changes
 */
export function advance(asset: Asset, signal: Signal, now: Instant): Asset | undefined {
  const next = nextState(asset, signal, now);
  return next && { ...next, rev: asset.rev + 1, heardAt: instantText(now) };
}

function nextState(asset: Asset, signal: Signal, now: Instant): Asset | undefined {
  switch (signal.kind) {
    case "upload_claimed":
      return asset.state === "awaiting_upload" ? { ...asset, state: "uploaded" } : undefined;
    case "upload_given_up":
      return asset.state === "awaiting_upload" ? failed(asset, "given_up") : undefined;
    case "upload_missing":
      return isWaiting(asset) ? failed(asset, "upload_missing") : undefined;
    case "original_found":
      return isWaiting(asset) ? found(asset, signal.size, signal.etag) : undefined;
    case "rejected":
      return asset.state === "probing" || asset.state === "transcoding"
        ? failed(asset, signal.reason)
        : undefined;
    case "accepted":
      return asset.state === "probing" && asset.kind === "film" && asset.original.etag === signal.etag
        ? {
            ...asset,
            kind: "film",
            state: "transcoding",
            original: { ...asset.original, sha256: signal.sha256 },
            source: signal.source,
            renditions: { status: "running", attempt: 1 },
            preview: { status: "running", attempt: 1, rung: 0 },
          }
        : undefined;
    case "document_accepted":
      return asset.state === "probing" && asset.kind === "document" && asset.original.etag === signal.etag
        ? readyDocument(asset, signal)
        : undefined;
    case "withdrawn":
      if (asset.state !== "ready") return undefined;
      if (!isShown(asset, now)) return { ...asset, state: "withdrawn", withdrawnAt: instantText(now) };
      return asset.leaving ? undefined : { ...asset, leaving: true };
    default: {
      if (asset.state !== "transcoding") return undefined;
      const next = heardOfJob(asset, signal);
      return next?.state === "transcoding" ? readyIfComplete(next) : next;
    }
  }
}

/**
 * Pure: whether an approved version may still show this asset. An expired one never may again, and nothing tells that a
 * version expired: so its end is counted here, by the clock, and not by whoever might give it back.
 */
function isShown({ uses, shownUntil = {} }: AssetIn<"ready">, now: Instant): boolean {
  const expired = Object.values(shownUntil).filter((until) => Date.parse(until) <= now);
  return uses > expired.length;
}

type JobSignal = Extract<Signal, { readonly attempt: number }>;
type Transcoding = AssetIn<"transcoding">;

function heardOfJob(asset: Transcoding, signal: JobSignal): Transcoding | AssetIn<"failed"> | undefined {
  switch (signal.kind) {
    case "renditions_done":
      return heardOfRenditions(asset, signal);
    case "preview_done":
    case "preview_too_large":
      return heardOfPreview(asset, signal);
    default:
      return signal.job === "preview" ? heardOfPreview(asset, signal) : heardOfRenditions(asset, signal);
  }
}

function heardOfRenditions(
  asset: Transcoding,
  signal: Exclude<JobSignal, { readonly kind: "preview_done" | "preview_too_large" }>,
): Transcoding | AssetIn<"failed"> | undefined {
  const work = asset.renditions;
  if (work.status !== "running" || work.attempt !== signal.attempt) return undefined;
  if (signal.kind === "renditions_done") {
    const { attempt, poster, durationMs } = signal;
    if (isCutShort(asset.source, durationMs)) return failed(asset, "cut_short");
    // a browser's recording says its length only now
    if (durationMs > MAX_DURATION_MS) return failed(asset, "too_long");
    return {
      ...asset,
      renditions: { status: "done", attempt, renditions: [...signal.renditions], poster, durationMs },
    };
  }
  if (signal.kind === "job_lost" && work.attempt < MOST_ATTEMPTS) {
    return { ...asset, renditions: { status: "running", attempt: work.attempt + 1 } };
  }
  return failed(asset, "not_convertible");
}

function heardOfPreview(
  asset: Transcoding,
  signal: Exclude<JobSignal, { readonly kind: "renditions_done" }>,
): Transcoding | undefined {
  const work = asset.preview;
  const { attempt } = signal;
  if (work.status === "done" || work.attempt !== attempt) return undefined;
  if (signal.kind === "preview_done") {
    // a poster is only wanted after the ladder, an animation only while it is being made
    const wanted = work.status === "still_wanted" ? "still" : "gif";
    return signal.preview.kind === wanted
      ? { ...asset, preview: { status: "done", attempt, preview: signal.preview } }
      : undefined;
  }
  if (work.status !== "running") return undefined;
  if (signal.kind === "preview_too_large" && work.rung + 1 < PREVIEW_LADDER.length) {
    return { ...asset, preview: { status: "running", attempt: attempt + 1, rung: work.rung + 1 } };
  }
  if (signal.kind === "job_lost" && attempt < MOST_ATTEMPTS) {
    return { ...asset, preview: { ...work, attempt: attempt + 1 } };
  }
  // no film is refused for want of an animation
  return { ...asset, preview: { status: "still_wanted", attempt } };
}

function readyIfComplete(asset: Transcoding): Transcoding | AssetIn<"ready"> {
  const { renditions, preview, source: _source, ...rest } = asset;
  if (renditions.status !== "done" || preview.status !== "done") return asset;
  const manifest = AssetManifest.parse({
    original: asset.original,
    renditions: renditions.renditions,
    poster: renditions.poster,
    preview: preview.preview,
    durationSeconds: renditions.durationMs / 1000,
  });
  return { ...rest, ...manifest, state: "ready", bytesSha256: sha256(canonicalJson(manifest)), uses: 0 };
}

function readyDocument(
  asset: AssetIn<"probing">,
  { file, pages }: Extract<Signal, { readonly kind: "document_accepted" }>,
): AssetIn<"ready"> {
  const manifest = DocumentManifest.parse({
    original: { ...asset.original, sha256: file.sha256 },
    file,
    ...(pages === undefined ? {} : { pages }),
  });
  const bytesSha256 = sha256(canonicalJson(manifest));
  return { ...asset, ...manifest, kind: "document", state: "ready", bytesSha256, uses: 0 };
}

function isWaiting(asset: Asset): asset is AssetIn<"awaiting_upload" | "uploaded"> {
  return asset.state === "awaiting_upload" || asset.state === "uploaded";
}

function found(asset: AssetIn<"awaiting_upload" | "uploaded">, size: number, etag: string): Asset {
  if (size === 0) return failed(asset, "empty");
  if (size > mostBytesOf(asset.kind))
    return failed(asset, asset.kind === "document" ? "pdf_too_large" : "too_large");
  const { parted: _parted, ...rest } = asset;
  return { ...rest, state: "probing", original: { key: originalKey(asset.assetId), size, etag } };
}

/** Nothing half-made stays visible: a failed asset keeps its name and the reason only. */
function failed(asset: Asset, reason: FailureReason): AssetIn<"failed"> {
  const { assetId, kind, rev, fileName, contentType, previewName, createdBy, createdAt, heardAt } = asset;
  const common = { assetId, kind, rev, fileName, contentType, previewName, createdBy, createdAt, heardAt };
  return { ...common, state: "failed", reason };
}
