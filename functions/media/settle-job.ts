import type { AssetIn, Rendition } from "../../shared/model/asset.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { Signal } from "./asset-state.ts";
import { changeAsset } from "./change-asset.ts";
import {
  madePreviewKey,
  plannedRenditions,
  posterKeys,
  previewFits,
  publicPreviewKey,
  renditionKey,
} from "./encoding-plan.ts";
import type { JobRef } from "./job-store.ts";
import { type PipelineDeps, takeNextStep } from "./next-step.ts";
import type { JobStanding } from "./ports.ts";
import { restingGif } from "./resting-gif.ts";
import { findAsset } from "./store.ts";

/**
 * Takes over what a finished job made: measures and hashes its files and tells the asset. The converter's event and
 * the reconciler's question both come here. An event of a replaced attempt touches nothing.
 */
export async function settleJob(
  deps: PipelineDeps,
  job: JobRef,
  standing: Exclude<JobStanding, { status: "running" }>,
  now: Instant,
): Promise<void> {
  const asset = await findAsset(deps, job.assetId);
  if (asset?.state !== "transcoding") return;
  const work = asset[job.kind];
  if (work.status === "running" && work.attempt === job.attempt) {
    const lost = { kind: "job_failed", job: job.kind, attempt: job.attempt } as const;
    const signal =
      standing.status === "failed"
        ? lost
        : await made(deps, asset, job, standing.durationMs ?? asset.source.durationMs);
    await changeAsset(deps, job.assetId, signal ?? lost, now);
  }
  await takeNextStep(deps, await findAsset(deps, job.assetId), now);
}

function made(deps: PipelineDeps, asset: AssetIn<"transcoding">, job: JobRef, durationMs?: number) {
  return job.kind === "renditions"
    ? madeRenditions(deps, asset, job.attempt, durationMs)
    : madePreview(deps, asset, job.attempt);
}

/** undefined when a file that the job should have made is missing, or nobody knows how long the film is. */
async function madeRenditions(
  deps: PipelineDeps,
  asset: AssetIn<"transcoding">,
  attempt: number,
  durationMs: number | undefined,
): Promise<Signal | undefined> {
  if (durationMs === undefined) return undefined;
  const original = await deps.files.head(asset.original.key);
  if (original?.etag !== asset.original.etag) return { kind: "rejected", reason: "changed_after_upload" };
  const renditions: Rendition[] = [];
  for (const { name, width, height } of plannedRenditions(asset.source)) {
    const key = renditionKey(asset.assetId, attempt, name);
    const digest = await deps.files.digest(key);
    if (digest === undefined) return undefined;
    renditions.push({ name, key, width, height, ...digest });
  }
  for (const key of posterKeys(asset.assetId, attempt)) {
    const digest = await deps.files.digest(key);
    if (digest !== undefined) {
      return { kind: "renditions_done", attempt, renditions, poster: { key, ...digest }, durationMs };
    }
  }
  return undefined;
}

/** Only an animation that fits gets to where messages load it from, and there it plays once. */
async function madePreview(
  deps: PipelineDeps,
  asset: AssetIn<"transcoding">,
  attempt: number,
): Promise<Signal | undefined> {
  const from = madePreviewKey(asset.assetId, attempt);
  const digest = await deps.files.digest(from);
  if (digest === undefined) return undefined;
  if (!previewFits(digest.bytes)) return { kind: "preview_too_large", attempt };
  const key = publicPreviewKey(asset, "gif");
  const resting = await deps.files.rewrite(from, key, "image/gif", restingGif);
  return resting && { kind: "preview_done", attempt, preview: { kind: "gif", key, ...resting } };
}

/** How long a film the converter made, whole milliseconds; empty when it does not say. */
export function filmMs(duration: number | undefined): { readonly durationMs?: number } {
  const durationMs = Math.round(duration ?? 0);
  return durationMs > 0 ? { durationMs } : {};
}
