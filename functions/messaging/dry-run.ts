import { AppError } from "../../shared/contracts/errors.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import { visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { dueInArm, verdictInHours, wishInArm } from "./arm-message.ts";
import { wishedTime } from "./compose.ts";
import { type FactsDeps, gatherFacts } from "./gather-facts.ts";
import { tellableVerdict } from "./message-view.ts";
import { placeAsked } from "./open-experiment.ts";
import { sendGate } from "./send-gate.ts";

/**
 * Asks the send gate as a hand-off at the wished time would, with the facts of today; nothing is written. In an experiment
 * it asks about the words and the hours of the person's arm, by what the order finds them with.
 */
export function makeDryRun(
  deps: FactsDeps & { readonly auditTable: string },
): HandlersOf<typeof messagingApi>["dryRun"] {
  return async ({ body, caller, context }) => {
    const { hcpId, channel } = body;
    const { now } = context;
    const hcp = await visibleHcp(deps, caller, hcpId, "message.dry_run", now);
    const wished = wishedTime(body.notBefore, now);
    const place = await placeAsked(deps, body, hcp, { now, wished });
    const at = dueInArm(deps, place, hcp, wished, now);
    const wording = wishInArm(place, body.wording);
    const gathered = await gatherFacts(deps, { hcpId, channel, sender: caller, wording }, at);
    if (gathered === undefined)
      throw new AppError("not_found", "There is no healthcare professional here for you.");
    return verdictInHours(tellableVerdict(sendGate(gathered.facts, at), caller), wished, at);
  };
}
