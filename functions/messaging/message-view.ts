import type { MessageView, MessageVisits } from "../../shared/contracts/messaging.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Reason, Verdict } from "../../shared/model/send-verdict.ts";

/** Codes whose cause belongs to privacy or medical: a rep is not told why (Appendix A). */
const KEPT_BACK: readonly string[] = ["HCP_INELIGIBLE", "CASE_HOLD"];

/** Pure: the reason as this caller may know it. */
function tellable(reason: Reason, caller: Caller): Reason {
  const knows = caller.roles.includes("compliance") || caller.roles.includes("admin");
  if (knows || !KEPT_BACK.includes(reason.code)) return reason;
  return { code: "NOT_AVAILABLE", words: "Not available for this contact." };
}

/** Pure: a verdict as this caller may know it. */
export function tellableVerdict(verdict: Verdict, caller: Caller): Verdict {
  if (verdict.verdict === "ALLOW") return { verdict: "ALLOW" };
  return { ...verdict, reason: tellable(verdict.reason, caller) };
}

/** Pure: a message as this caller may see it. */
export function viewOf(message: Message, caller: Caller, visits?: MessageVisits): MessageView {
  const { messageId, hcpId, channel, state, createdAt, rev } = message;
  const reason = "reason" in message ? message.reason : undefined;
  const costMicros = "handOff" in message ? message.handOff.costMicros : undefined;
  return {
    messageId,
    hcpId,
    channel,
    state,
    createdAt,
    rev,
    senderName: message.sender.name,
    ...("dueAt" in message ? { dueAt: message.dueAt } : {}),
    ...(reason === undefined ? {} : { reason: tellable(reason, caller) }),
    ...(visits === undefined ? {} : { visits }),
    ...(costMicros === undefined ? {} : { costMicros }),
    timeline: message.timeline.map((entry) =>
      entry.reason === undefined ? entry : { ...entry, reason: tellable(entry.reason, caller) },
    ),
  };
}
