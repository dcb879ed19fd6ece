import { AppError } from "../../shared/contracts/errors.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { visibleHcp } from "../directory/facts.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { backOff } from "../runtime/transaction.ts";
import { dueInArm } from "./arm-message.ts";
import { type ComposeDeps, wishedTime } from "./compose.ts";
import { ended, rescheduled } from "./message-changes.ts";
import { listMessages } from "./message-lists.ts";
import { viewOf } from "./message-view.ts";
import { armOfMessage } from "./open-experiment.ts";
import { recordChange } from "./record-change.ts";
import { readMessage } from "./store.ts";
import { type VisitsDeps, visitsOf } from "./visits.ts";

const ROUNDS = 4;

export type FollowDeps = ComposeDeps & VisitsDeps & { readonly profiles: Profiles };

/**
 * Reading, moving and cancelling messages. Who may know of the HCP may know of the messages to that HCP. A message that is
 * part of a test of hours stays in the hours of its arm.
 */
export function makeFollow(
  deps: FollowDeps,
): Pick<
  HandlersOf<typeof messagingApi>,
  "readMessage" | "listMessages" | "cancelMessage" | "rescheduleMessage"
> {
  return {
    readMessage: async ({ params, caller, context }) => {
      const { message, hcp } = await visibleMessage(
        deps,
        caller,
        params.messageId,
        "message.read",
        context.now,
      );
      const visits = await visitsOf(deps, caller, hcp, [message], context.now);
      return viewOf(message, caller, visits.get(message.messageId));
    },

    listMessages: async ({ params, query, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "message.list", context.now);
      const page = await listMessages(deps, params.hcpId, query);
      const visits = await visitsOf(deps, caller, hcp, page.items, context.now);
      return {
        ...page,
        items: page.items.map((message) => viewOf(message, caller, visits.get(message.messageId))),
      };
    },

    rescheduleMessage: async ({ params, body, caller, context }) => {
      const { now } = context;
      const wished = wishedTime(body.notBefore, now);
      for (let round = 0; round < ROUNDS; round++) {
        const { message: before, hcp } = await visibleMessage(
          deps,
          caller,
          params.messageId,
          "message.reschedule",
          now,
        );
        if (before.state !== "queued" || !("dueAt" in before)) {
          throw new AppError(
            "wrong_state",
            `It is ${before.state.replace("_", " ")}: only a waiting message can get another time.`,
          );
        }
        if (before.rev !== body.rev) {
          throw new AppError("conflict", "The message changed in the meantime. Look at it again.", {
            field: "body.rev",
          });
        }
        const until = dueInArm(deps, await armOfMessage(deps, before, { now, wished }), hcp, wished, now);
        const words = `Given another time by ${caller.name}${until > wished ? ", in the hours of its test" : ""}.`;
        const next = rescheduled(before, until, { code: "RESCHEDULED", words }, now);
        const actor = { type: "user" as const, id: caller.userId, role: "rep" };
        const written = await recordChange(deps, { before, next, actor, action: "message.reschedule" }, now);
        if (written.kind === "committed") return viewOf(next, caller);
        await backOff(round);
      }
      throw new AppError("conflict", "The message is being handled at this moment. Look again.");
    },

    cancelMessage: async ({ params, caller, context }) => {
      for (let round = 0; round < ROUNDS; round++) {
        const { message: before } = await visibleMessage(
          deps,
          caller,
          params.messageId,
          "message.cancel",
          context.now,
        );
        if (before.state === "cancelled") return viewOf(before, caller);
        if (before.state !== "queued" && before.state !== "held") {
          throw new AppError(
            "wrong_state",
            `It is ${before.state.replace("_", " ")}: only a waiting message can be cancelled.`,
          );
        }
        const reason = { code: "CANCELLED", words: `Cancelled by ${caller.name}.` };
        const next = ended(before, "cancelled", reason, context.now);
        const role = caller.roles.includes("rep") ? "rep" : "admin";
        const actor = { type: "user" as const, id: caller.userId, role };
        const written = await recordChange(
          deps,
          { before, next, actor, action: "message.cancel" },
          context.now,
        );
        if (written.kind === "committed") return viewOf(next, caller);
        await backOff(round);
      }
      throw new AppError("conflict", "The message is being handled at this moment. Look again.");
    },
  };
}

async function visibleMessage(
  deps: ComposeDeps,
  caller: Caller,
  messageId: MessageId,
  action: string,
  now: Instant,
): Promise<{ readonly message: Message; readonly hcp: Hcp }> {
  const message = await readMessage(deps, messageId);
  if (message === undefined) {
    const denial = {
      actor: { type: "user" as const, id: caller.userId },
      action,
      objectId: messageId,
      reason: "unknown_message",
    };
    await recordDenial(deps.tables, deps.auditTable, denial, now);
    throw new AppError("not_found", "There is no message here for you.");
  }
  try {
    return { message, hcp: await visibleHcp(deps, caller, message.hcpId, action, now) };
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "not_found") throw cause;
    // the same words as for a message that does not exist
    throw new AppError("not_found", "There is no message here for you.", { cause });
  }
}
