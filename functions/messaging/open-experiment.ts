import { AppError } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { ExperimentId } from "../../shared/model/experiment.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findRunning, type OpenExperiment } from "../experiments/facts.ts";
import type { RecordsTable } from "./store.ts";

/**
 * The experiment that a sender names.
 * @throws AppError not_allowed when it takes nobody in over this channel now
 */
export async function openExperiment(
  deps: RecordsTable,
  experimentId: ExperimentId,
  channel: Channel,
  now: Instant,
): Promise<OpenExperiment> {
  const open = await findRunning(deps, experimentId, now);
  if (open !== undefined && open.experiment.plan.channel === channel) return open;
  throw new AppError("not_allowed", "This experiment takes nobody in over this channel now.", {
    field: "body.experimentId",
  });
}
