import type { Actor } from "../../shared/contracts/audit.ts";
import { MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { newId } from "../runtime/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { type ChangeDeps, changeParts } from "./record-change.ts";
import { readMessage } from "./store.ts";

export { newServiceTextPart } from "./service-text-store.ts";

/**
 * A new message like an earlier one, because its HCP asked for a new link: same sender, same channel, due now. It goes
 * through the send gate as every message does (INV-1); only caps and hours do not hold what somebody just asked for.
 * undefined when there is no such message.
 */
export async function renewalParts(
  deps: ChangeDeps,
  earlierId: MessageId,
  now: Instant,
): Promise<readonly TransactPart[] | undefined> {
  const earlier = await readMessage(deps, earlierId);
  if (earlier === undefined) return undefined;
  const at = instantText(now);
  const next: Message = {
    messageId: MessageId.parse(newId("msg", now)),
    hcpId: earlier.hcpId,
    channel: earlier.channel,
    sender: earlier.sender,
    state: "queued",
    createdAt: at,
    scheduledFor: at,
    dueAt: at,
    attempts: 0,
    timeline: [{ at, state: "queued" }],
    requestedByHcp: true,
    rev: 1,
  };
  const actor: Actor = { type: "hcp", id: earlier.hcpId };
  return changeParts(deps, { next, actor, action: "message.renew", ruleIds: ["INV-1"] }, now);
}
