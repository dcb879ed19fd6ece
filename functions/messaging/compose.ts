import { AppError } from "../../shared/contracts/errors.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import { MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import { DAY, type Instant, instantText, SECOND } from "../../shared/model/time.ts";
import { visibleHcp } from "../directory/facts.ts";
import { placePart } from "../experiments/conditions.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import { backOff } from "../runtime/transaction.ts";
import { dueInArm, memberOf, wishInArm } from "./arm-message.ts";
import type { FactsDeps } from "./gather-facts.ts";
import { placeAsked } from "./open-experiment.ts";
import { orderedWords, wishHash } from "./order-words.ts";
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
 * its present state; the same key for something else is a conflict. In an experiment the person's arm says with which words
 * or in which hours, and the place is taken in the transaction that makes the message (AB-1); somebody who has no place gets
 * the message as it was wished for.
 */
export function makeCompose(deps: ComposeDeps & FactsDeps): Compose {
  return async ({ body, caller, context }) => {
    const { now } = context;
    const { hcpId, channel, idempotencyKey, notBefore, recallable, wording, experimentId } = body;
    const hcp = await visibleHcp(deps, caller, hcpId, "message.compose", now);
    const wished = Math.max(recallable ? now + RECALL : now, wishedTime(notBefore, now));
    const messageId = MessageId.parse(newId("msg", now));
    const request: ComposeRequest = {
      messageId,
      hcpId,
      channel,
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(wording === undefined ? {} : { wordingSha256: wishHash(wording) }),
      ...(experimentId === undefined ? {} : { experimentId }),
    };
    for (let round = 0; round < ROUNDS; round++) {
      if (idempotencyKey !== undefined) {
        const earlier = await readRequest(deps, caller.userId, idempotencyKey);
        if (earlier !== undefined) return repeated(deps, earlier, request);
      }
      const place = await placeAsked(deps, { experimentId, channel }, hcp, { now, wished });
      const wish = wishInArm(place, wording);
      const words = await orderedWords(deps, { hcpId, channel, sender: caller, wording: wish }, now);
      const dueAt = instantText(dueInArm(deps, place, hcp, wished, now));
      const message: Message = {
        messageId,
        hcpId,
        channel,
        sender: { userId: caller.userId, name: caller.name },
        state: "queued",
        createdAt: instantText(now),
        scheduledFor: dueAt,
        dueAt,
        attempts: 0,
        timeline: [{ at: instantText(now), state: "queued" }],
        ...(words === undefined ? {} : { wording: words }),
        ...(place === undefined ? {} : { experiment: memberOf(place) }),
        rev: 1,
      };
      const { recordsTable } = deps;
      const written = await recordChange(
        deps,
        {
          next: message,
          actor: { type: "user", id: caller.userId, role: "rep" },
          action: "message.compose",
          parts: [
            ...(place === undefined ? [] : [placePart(recordsTable, place, { hcpId, messageId }, now)]),
            ...(idempotencyKey === undefined
              ? []
              : [requestPart(recordsTable, caller.userId, idempotencyKey, request, now)]),
          ],
        },
        now,
      );
      if (written.kind === "committed") return { messageId, state: message.state, dueAt };
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
    earlier.wordingSha256 === request.wordingSha256 &&
    earlier.experimentId === request.experimentId;
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
