import { type AssetIn, JobKind } from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { changeAsset } from "./change-asset.ts";
import { takeIn } from "./intake.ts";
import { readJob } from "./job-store.ts";
import { type PipelineDeps, takeNextStep } from "./next-step.ts";
import { settleJob } from "./settle-job.ts";
import { findAsset, leavingAssets, silentAssets } from "./store.ts";

/** Storage and converter events are best effort: after this silence we ask ourselves. */
const SILENCE_MS = 10 * MINUTE;
const MOST_AT_ONCE = 200;
/** Of assets that wait for the end of their last version every one is looked at each time: one read each. */
const MOST_LEAVING = 2000;

export interface ReconcilerDeps extends PipelineDeps {
  readonly clock: Clock;
  readonly log: Pick<Logger, "error">;
}

/**
 * Asks after every asset on its way that went silent, and moves it on by the answer. Withdraws what was left because a
 * version in date showed it, once that has expired or was superseded: nothing tells of an expiry (MLR-7). One bad asset
 * stops no other.
 */
export function makeReconciler(deps: ReconcilerDeps): () => Promise<void> {
  return async () => {
    const now = deps.clock();
    const silent = await silentAssets(deps, instantText(now - SILENCE_MS), MOST_AT_ONCE);
    const leaving = await leavingAssets(deps, instantText(now), MOST_LEAVING);
    const steps = [
      ...silent.map((assetId) => ({ assetId, step: () => askAfter(deps, assetId, now) })),
      ...leaving.map((assetId) => ({
        assetId,
        step: () => changeAsset(deps, assetId, { kind: "withdrawn" }, now),
      })),
    ];
    let failures = 0;
    for (const { assetId, step } of steps) {
      try {
        await step();
      } catch (error) {
        failures++;
        deps.log.error("asset could not be reconciled", { assetId, error: error as Error });
      }
    }
    if (failures > 0)
      throw new Error(
        `${failures} of ${steps.length} assets that went silent or leave could not be moved on`,
      );
  };
}

async function askAfter(deps: PipelineDeps, assetId: AssetId, now: Instant): Promise<void> {
  const asset = await findAsset(deps, assetId);
  if (asset?.state !== "transcoding") return takeIn(deps, assetId, now);
  for (const kind of JobKind.options) await askAfterJob(deps, asset, kind, now);
  await takeNextStep(deps, await findAsset(deps, assetId), now);
}

async function askAfterJob(
  deps: PipelineDeps,
  asset: AssetIn<"transcoding">,
  kind: JobKind,
  now: Instant,
): Promise<void> {
  const work = asset[kind];
  if (work.status !== "running") return;
  const job = { assetId: asset.assetId, kind, attempt: work.attempt };
  const record = await readJob(deps, job);
  // a claim that was made a moment ago has its start under way
  if (record === undefined || now - Date.parse(record.claimedAt) < SILENCE_MS) return;
  const standing = record.jobId === undefined ? undefined : await deps.transcoder.find(record.jobId);
  if (standing === undefined) {
    await changeAsset(deps, asset.assetId, { kind: "job_lost", job: kind, attempt: work.attempt }, now);
  } else if (standing.status !== "running") {
    await settleJob(deps, job, standing, now);
  }
}
