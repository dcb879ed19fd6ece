import {
  type AssetIn,
  type JobKind,
  MAX_PREVIEW_BYTES,
  type Rendition,
  type Source,
} from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import { MEDIA_PREFIX } from "../../shared/names.ts";

/** A picture size in pixels, both even: H.264 4:2:0 takes no odd ones. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}
export interface PlannedRendition extends PictureSize {
  readonly name: Rendition["name"];
  readonly maxBitrate: number;
}

/** Renditions by the short side of the picture, so that portrait films get the same sharpness (aws-facts 2.1). */
const RENDITIONS = [
  { name: "720p", shortSide: 720, maxBitrate: 3_000_000 },
  { name: "360p", shortSide: 360, maxBitrate: 1_000_000 },
] as const;

/** Films above this rate are halved or thinned: 60 frames a second double the price and help nobody on a phone. */
export const MAX_FRAMES_PER_SECOND = 30;

/** Tries for the animation, each smaller than the one before; after the last the poster takes its place. */
export const PREVIEW_LADDER = [
  { longSide: 320, framesPerSecond: 10 },
  { longSide: 320, framesPerSecond: 8 },
  { longSide: 240, framesPerSecond: 8 },
  { longSide: 240, framesPerSecond: 5 },
] as const;
/** Seconds of film in the animation. */
export const PREVIEW_SECONDS = 3;

/** Whether an animation may go into messages (performance.md 6). */
export function previewFits(bytes: number): boolean {
  return bytes <= MAX_PREVIEW_BYTES;
}

/** The renditions of a source: what fits without enlarging it, and always at least one. */
export function plannedRenditions(source: Source): PlannedRendition[] {
  const short = Math.min(source.width, source.height);
  return RENDITIONS.filter((one) => short >= one.shortSide || one.name === "360p").map(
    ({ name, shortSide, maxBitrate }) => ({ name, maxBitrate, ...scaled(source, shortSide / short) }),
  );
}

/** The animation's size on a rung of the ladder: its long side at most the rung's. */
export function previewSize(
  source: Source,
  rung: number,
): PictureSize & { readonly framesPerSecond: number } {
  const step = PREVIEW_LADDER[rung];
  if (step === undefined) throw new RangeError(`the ladder has no rung ${rung}`);
  const size = scaled(source, step.longSide / Math.max(source.width, source.height));
  return { ...size, framesPerSecond: step.framesPerSecond };
}

/**
 * Whole seconds into the film at which poster and animation begin: a tenth of its length, because many films fade in
 * from black. One second where the length is not known before the conversion.
 */
export function showcaseStart(source: Source): number {
  return Math.max(1, Math.round((source.durationMs ?? 0) / 10_000));
}

/** Whole seconds between which the animation is taken; undefined takes the whole (very short) film. */
export function previewClip(
  source: Source,
): { readonly fromSecond: number; readonly toSecond: number } | undefined {
  // without a length the beginning is the only part that is surely there
  if (source.durationMs === undefined) return { fromSecond: 0, toSecond: PREVIEW_SECONDS };
  const seconds = Math.floor(source.durationMs / 1000);
  if (seconds < 1) return undefined;
  const length = Math.min(PREVIEW_SECONDS, seconds);
  const fromSecond = Math.min(showcaseStart(source), seconds - length);
  return { fromSecond, toSecond: fromSecond + length };
}

function scaled(source: PictureSize, factor: number): PictureSize {
  const scale = Math.min(1, factor);
  const side = (pixels: number) => Math.min(2 * Math.round((pixels * scale) / 2), 2 * Math.floor(pixels / 2));
  return { width: side(source.width), height: side(source.height) };
}

/** Where the upload lies: one key per asset, so that a second upload cannot hide behind another name. */
export function originalKey(assetId: AssetId): string {
  return `${MEDIA_PREFIX.originals}${assetId}/source`;
}
/** Everything that was made of an asset lies below this prefix. */
export function assetPrefix(assetId: AssetId): string {
  return `${MEDIA_PREFIX.renditions}${assetId}/`;
}
/** Destination of a job without modifiers and extensions. Attempts never write over each other. */
export function jobBase(assetId: AssetId, kind: JobKind, attempt: number): string {
  return `${assetPrefix(assetId)}${kind === "preview" ? "preview-" : ""}${attempt}/clip`;
}
/** Where a document is served from; the name is what a browser saves it as, so it says nothing. */
export function documentKey(assetId: AssetId): string {
  return `${assetPrefix(assetId)}document.pdf`;
}
export function renditionKey(assetId: AssetId, attempt: number, name: Rendition["name"]): string {
  return `${jobBase(assetId, "renditions", attempt)}_${name}.mp4`;
}
/** Poster candidates, best first: the capture at {@link showcaseStart}; a one-second film has only frame 0. */
export function posterKeys(assetId: AssetId, attempt: number): string[] {
  const base = jobBase(assetId, "renditions", attempt);
  return [`${base}_poster.0000001.jpg`, `${base}_poster.0000000.jpg`];
}
export function madePreviewKey(assetId: AssetId, attempt: number): string {
  return `${jobBase(assetId, "preview", attempt)}_preview.gif`;
}
/** Where messages load the preview from: public, so the name cannot be guessed. */
export function publicPreviewKey(
  asset: Pick<AssetIn<"transcoding">, "previewName">,
  kind: "gif" | "still",
): string {
  return `${MEDIA_PREFIX.previews}${asset.previewName}.${kind === "gif" ? "gif" : "jpg"}`;
}
