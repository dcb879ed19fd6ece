import type { Asset, AssetIn, JobKind } from "../../shared/model/asset.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { type AssetDeps, changeAsset } from "./change-asset.ts";
import { publicPreviewKey } from "./encoding-plan.ts";
import { claimJob, nameJob, releaseJob } from "./job-store.ts";
import { JobRefused, type MediaFiles, type Transcoder } from "./ports.ts";
import { previewJob } from "./preview-job.ts";
import { renditionsJob } from "./renditions-job.ts";

/** What the pipeline works with. */
export interface PipelineDeps extends AssetDeps {
  readonly files: MediaFiles;
  readonly transcoder: Transcoder;
  readonly bucket: string;
  readonly transcodeRoleArn: string;
}

/** Starts every attempt that nobody claimed yet. */
export async function startJobs(deps: PipelineDeps, asset: Asset | undefined, now: Instant): Promise<void> {
  if (asset?.state !== "transcoding") return;
  await startJob(deps, asset, "renditions", now);
  await startJob(deps, asset, "preview", now);
}

/**
 * Does what an asset in conversion is waiting for: starts every attempt that nobody claimed, and puts the poster in
 * place of an animation that would not fit. May be called any number of times.
 */
export async function takeNextStep(
  deps: PipelineDeps,
  asset: Asset | undefined,
  now: Instant,
): Promise<void> {
  if (asset?.state !== "transcoding") return;
  await startJobs(deps, asset, now);
  if (asset.preview.status === "still_wanted" && asset.renditions.status === "done") {
    const key = publicPreviewKey(asset, "still");
    const { poster } = asset.renditions;
    if (!(await deps.files.copy(poster.key, key, { contentType: "image/jpeg" })))
      throw new Error(`poster ${poster.key} is gone`);
    const preview = { ...poster, key, kind: "still" as const };
    const signal = { kind: "preview_done", attempt: asset.preview.attempt, preview } as const;
    await changeAsset(deps, asset.assetId, signal, now);
  }
}

async function startJob(
  deps: PipelineDeps,
  asset: AssetIn<"transcoding">,
  kind: JobKind,
  now: Instant,
): Promise<void> {
  const work = asset[kind];
  if (work.status !== "running") return;
  const job = { assetId: asset.assetId, kind, attempt: work.attempt };
  if (!(await claimJob(deps, job, instantText(now)))) return;
  const order = { ...job, bucket: deps.bucket, roleArn: deps.transcodeRoleArn, source: asset.source };
  try {
    const request = "rung" in work ? previewJob(order, work.rung) : renditionsJob(order);
    const { jobId } = await deps.transcoder.start(request);
    await nameJob(deps, job, jobId);
  } catch (error) {
    // after anything but a definite no the job may run: its events carry the attempt, and the reconciler asks
    if (error instanceof JobRefused) await releaseJob(deps, job);
    throw error;
  }
}
