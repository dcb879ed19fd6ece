import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { JobKind } from "../../shared/model/asset.ts";
import { AssetId } from "../../shared/model/ids.ts";
import type { Clock } from "../runtime/clock.ts";
import type { PipelineDeps } from "./next-step.ts";
import { filmMs, settleJob } from "./settle-job.ts";

const OutputDetail = z.object({
  outputFilePaths: z.array(z.string()).default([]),
  durationInMs: z.number().optional(),
});

/** Detail of "MediaConvert Job State Change", as far as we need it; UserMetadata is what we sent along. */
const JobChange = z.object({
  status: z.string(),
  userMetadata: z.object({ assetId: AssetId, kind: JobKind, attempt: z.coerce.number().int().positive() }),
  outputGroupDetails: z.array(z.object({ outputDetails: z.array(OutputDetail).optional() })).optional(),
});

/** Settles the job that the converter reports on. Jobs that are not ours and states on the way are passed over. */
export function makeJobChanged(deps: PipelineDeps & { readonly clock: Clock }) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    const change = JobChange.safeParse(event.detail);
    if (!change.success) return;
    const { status, userMetadata: job, outputGroupDetails } = change.data;
    if (status === "COMPLETE") {
      const outputs = outputGroupDetails?.flatMap((group) => group.outputDetails ?? []) ?? [];
      // captures of single pictures say nothing about how long the film is
      const films = outputs.filter((output) => !output.outputFilePaths.some((path) => path.endsWith(".jpg")));
      await settleJob(deps, job, { status: "complete", ...filmMs(films[0]?.durationInMs) }, deps.clock());
    } else if (status === "ERROR" || status === "CANCELED") {
      await settleJob(deps, job, { status: "failed" }, deps.clock());
    }
  };
}
