import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { Place } from "./facts.ts";
import { trialPart } from "./trial-store.ts";

/**
 * Takes a person's place in an experiment, in the transaction that makes their message: it holds while nobody put the
 * person into another. One that ends at this moment gains a person whom it does not count. Refusal name: `trial_taken`.
 */
export function placePart(
  recordsTable: string,
  place: Place,
  who: { readonly hcpId: HcpId; readonly messageId: MessageId },
  now: Instant,
): TransactPart {
  const { experimentId, plan } = place.experiment;
  const trial = { experimentId, metric: plan.metric, messageId: who.messageId, endsAt: plan.endsAt };
  return trialPart(recordsTable, who.hcpId, trial, place.before, now);
}
