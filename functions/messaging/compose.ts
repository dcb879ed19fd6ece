import { AppError } from "../../shared/contracts/errors.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import { MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import { DAY, type Instant, instantText, SECOND } from "../../shared/model/time.ts";
import { visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import { backOff } from "../runtime/transaction.ts";
import type { FactsDeps } from "./gather-facts.ts";
import { type OrderedWords, orderedWords } from "./order-words.ts";
import { type ChangeDeps, recordChange } from "./record-change.ts";
import { type ComposeRequest, readMessage, readRequest, requestPart } from "./store.ts";

type Compose = HandlersOf<typeof messagingApi>["composeMessage"];

/** A message may be scheduled this far ahead; consent and content are asked again when it is due. */
const FARTHEST = 90 * DAY;

/** For this long a sender can take back what was sent by mistake. */
const RECALL = 30 * SECOND;

const ROUNDS = 4;

export interface ComposeDeps extends ChangeDeps {
  readonly peopleTable: string;
}

/**
 * Queues an invitation. The same caller repeating an idempotency key gets the message that the first call made, in
 * its present state; the same key for something else is a conflict.
 */
export function makeCompose(deps: ComposeDeps & FactsDeps): Compose {
  return async ({ body, caller, context }) => {
    const { now } = context;
    const { hcpId, channel, idempotencyKey, notBefore, recallable, wording } = body;
    await visibleHcp(deps, caller, hcpId, "message.compose", now);
    const dueAt = Math.max(recallable ? now + RECALL : now, wishedTime(notBefore, now));
    const words: OrderedWords = await orderedWords(deps, { hcpId, channel, sender: caller, wording }, now);
    const messageId = MessageId.parse(newId("msg", now));
    const message: Message = {
      messageId,
      hcpId,
      channel,
      sender: { userId: caller.userId, name: caller.name },
      state: "queued",
      createdAt: instantText(now),
      scheduledFor: instantText(dueAt),
      dueAt: instantText(dueAt),
      attempts: 0,
      timeline: [{ at: instantText(now), state: "queued" }],
      ...(words.wording === undefined ? {} : { wording: words.wording }),
      rev: 1,
    };
    const request: ComposeRequest = {
      messageId,
      hcpId,
      channel,
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(words.wishSha256 === undefined ? {} : { wordingSha256: words.wishSha256 }),
    };
    for (let round = 0; round < ROUNDS; round++) {
      if (idempotencyKey !== undefined) {
        const earlier = await readRequest(deps, caller.userId, idempotencyKey);
        if (earlier !== undefined) return repeated(deps, earlier, request);
      }
      const written = await recordChange(
        deps,
        {
          next: message,
          actor: { type: "user", id: caller.userId, role: "rep" },
          action: "message.compose",
          parts:
            idempotencyKey === undefined
              ? []
              : [requestPart(deps.recordsTable, caller.userId, idempotencyKey, request, now)],
        },
        now,
      );
      if (written.kind === "committed") return { messageId, state: message.state, dueAt: instantText(dueAt) };
      await backOff(round);
    }
    throw new AppError("conflict", "The same request is being handled at this moment. Ask again.");
  };
}

/**
 * The time that a caller asks for: not before now.
 * @throws AppError not_allowed when it is too far ahead
 */
export function wishedTime(notBefore: string | undefined, now: Instant): Instant {
  const wished = Math.max(now, notBefore === undefined ? now : Date.parse(notBefore));
  if (wished > now + FARTHEST) {
    throw new AppError("not_allowed", "Schedule at most 90 days ahead.", { field: "body.notBefore" });
  }
  return wished;
}

async function repeated(deps: ComposeDeps, earlier: ComposeRequest, request: ComposeRequest) {
  const same =
    earlier.hcpId === request.hcpId &&
    earlier.channel === request.channel &&
    earlier.notBefore === request.notBefore &&
    earlier.wordingSha256 === request.wordingSha256;
  if (!same) {
    throw new AppError("conflict", "This key was used for another message. Use a new one.", {
      field: "body.idempotencyKey",
    });
  }
  const message = await readMessage(deps, earlier.messageId);
  return {
    messageId: earlier.messageId,
    state: message?.state ?? "queued",
    ...(message !== undefined && "dueAt" in message ? { dueAt: message.dueAt } : {}),
  };
}
