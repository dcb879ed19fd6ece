import { AppError } from "../../shared/contracts/errors.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import { visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type FactsDeps, gatherFacts } from "./gather-facts.ts";
import { tellableVerdict } from "./message-view.ts";
import { sendGate } from "./send-gate.ts";

/** Asks the send gate as a hand-off at this moment would: same facts, same decision, nothing written. */
export function makeDryRun(
  deps: FactsDeps & { readonly auditTable: string },
): HandlersOf<typeof messagingApi>["dryRun"] {
  return async ({ body, caller, context }) => {
    await visibleHcp(deps, caller, body.hcpId, "message.dry_run", context.now);
    const gathered = await gatherFacts(deps, { ...body, sender: caller }, context.now);
    if (gathered === undefined)
      throw new AppError("not_found", "There is no healthcare professional here for you.");
    return tellableVerdict(sendGate(gathered.facts, context.now), caller);
  };
}
