import { AppError } from "../../shared/contracts/errors.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import { visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { wishedTime } from "./compose.ts";
import { type FactsDeps, gatherFacts } from "./gather-facts.ts";
import { tellableVerdict } from "./message-view.ts";
import { sendGate } from "./send-gate.ts";

/** Asks the send gate as a hand-off at the wished time would, with the facts of today; nothing is written. */
export function makeDryRun(
  deps: FactsDeps & { readonly auditTable: string },
): HandlersOf<typeof messagingApi>["dryRun"] {
  return async ({ body, caller, context }) => {
    const { hcpId, channel, wording } = body;
    await visibleHcp(deps, caller, hcpId, "message.dry_run", context.now);
    const at = wishedTime(body.notBefore, context.now);
    const gathered = await gatherFacts(deps, { hcpId, channel, sender: caller, wording }, at);
    if (gathered === undefined)
      throw new AppError("not_found", "There is no healthcare professional here for you.");
    return tellableVerdict(sendGate(gathered.facts, at), caller);
  };
}
