import { AppError } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { ExperimentId } from "../../shared/model/experiment.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findRunning, type OpenExperiment, type Place, placeFor } from "../experiments/facts.ts";
import type { RecordsTable } from "./store.ts";

/** The present instant, and the one at which the message is wished for. */
interface Times {
  readonly now: Instant;
  readonly wished: Instant;
}

/**
 * The experiment that a sender names, in the field of that name of the request's body or query.
 * @throws AppError not_allowed when it takes nobody in over this channel now, or is over when the message is to leave
 */
export async function openExperiment(
  deps: RecordsTable,
  experimentId: ExperimentId,
  channel: Channel,
  { now, wished }: Times,
  field = "body.experimentId",
): Promise<OpenExperiment> {
  const open = await findRunning(deps, experimentId, now);
  if (open !== undefined && open.experiment.plan.channel === channel) {
    if (wished < Date.parse(open.experiment.plan.endsAt)) return open;
    throw new AppError(
      "not_allowed",
      "The test is over by then. Choose an earlier time, or invite without the test.",
      { field },
    );
  }
  throw new AppError("not_allowed", "This experiment takes nobody in over this channel now.", {
    field,
  });
}

/**
 * The place that an HCP would have in the experiment that a sender names, if any: for the order, and for everything that
 * shows or judges it before. Only reads; the order alone takes the place.
 * @throws AppError not_allowed when it takes nobody in over this channel now, or is over when the message is to leave
 */
export async function placeAsked(
  deps: RecordsTable,
  asked: { readonly experimentId?: ExperimentId | undefined; readonly channel: Channel },
  hcp: Hcp,
  times: Times,
  field?: string,
): Promise<Place | undefined> {
  const { experimentId, channel } = asked;
  if (experimentId === undefined) return undefined;
  return placeFor(deps, await openExperiment(deps, experimentId, channel, times, field), hcp, times.now);
}

/** The arm that a message was put in, while its experiment runs; what is to leave afterwards is bound by nothing any more. */
export async function armOfMessage(
  deps: RecordsTable,
  { experiment: member }: Message,
  { now, wished }: Times,
): Promise<Pick<Place, "arm"> | undefined> {
  if (member === undefined) return undefined;
  const open = await findRunning(deps, member.experimentId, now);
  if (open !== undefined && wished >= Date.parse(open.experiment.plan.endsAt)) return undefined;
  const arm = open?.experiment.plan.arms.find(({ key }) => key === member.arm);
  return arm === undefined ? undefined : { arm };
}
