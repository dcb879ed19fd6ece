import * as z from "zod";
import { Channel } from "../model/channel.ts";
import { HcpId, MessageId } from "../model/ids.ts";
import { MessageState, TimelineEntry } from "../model/message.ts";
import { Reason, Verdict } from "../model/send-verdict.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

/** A message as its rep sees it: no address, no token, and only reasons that may be told. */
export const MessageView = z.object({
  messageId: MessageId,
  hcpId: HcpId,
  channel: Channel,
  state: MessageState,
  senderName: z.string(),
  createdAt: InstantText,
  /** When it is due; only while it waits. */
  dueAt: InstantText.optional(),
  reason: Reason.optional(),
  timeline: z.array(TimelineEntry),
  rev: z.int().positive(),
});
export type MessageView = z.output<typeof MessageView>;

const params = z.object({ messageId: MessageId });

/** Composing and following messages. */
export const messagingApi = apiGroup({
  entry: "messaging/api",
  site: "app",
  endpoints: {
    composeMessage: {
      kind: "json",
      method: "POST",
      path: "/api/messages",
      who: ["rep"],
      summary: "Queue an invitation to an HCP's space; the send gate decides at hand-off",
      body: z.strictObject({
        hcpId: HcpId,
        channel: Channel,
        /** Repeating the key gives the same message instead of a second one. */
        idempotencyKey: z.string().min(1).max(200).optional(),
        /** Earliest hand-off; absent means now. At most 90 days ahead. */
        notBefore: InstantText.optional(),
      }),
      status: 202,
      returns: z.object({ messageId: MessageId, state: MessageState }),
      errors: ["not_found", "not_allowed", "conflict"],
    },
    readMessage: {
      kind: "json",
      method: "GET",
      path: "/api/messages/{messageId}",
      who: ["rep", "compliance", "admin"],
      summary: "Read one message with its history",
      params,
      status: 200,
      returns: MessageView,
      errors: ["not_found"],
    },
    listMessages: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/messages",
      who: ["rep", "compliance", "admin"],
      summary: "List the messages to an HCP, newest first",
      params: z.object({ hcpId: HcpId }),
      query: PageQuery,
      status: 200,
      returns: pageOf(MessageView),
      errors: ["not_found"],
    },
    cancelMessage: {
      kind: "json",
      method: "POST",
      path: "/api/messages/{messageId}/cancel",
      who: ["rep", "admin"],
      summary: "Cancel a message that has not left yet",
      params,
      status: 200,
      returns: MessageView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    dryRun: {
      kind: "json",
      method: "POST",
      path: "/api/messages/dry-run",
      who: ["rep"],
      summary: "Ask what the send gate would say now: same facts and decision as at hand-off, no writes",
      body: z.strictObject({ hcpId: HcpId, channel: Channel }),
      status: 200,
      returns: Verdict,
      errors: ["not_found"],
    },
  },
});

const ids = { messageId: MessageId, hcpId: HcpId };

/** A message waits for its time: new, delayed by the gate, or back after a provider's refusal. */
export const messageQueued = domainEvent("message.queued", ids);
/** The gate allowed it and the hand-off is committed. */
export const messageHandedOff = domainEvent("message.handed_off", ids);
/** Something is known about its fate: accepted, delivered, bounced, unknown … or denied, refused, cancelled, expired. */
export const messageSettled = domainEvent("message.settled", ids);

export const MESSAGING_EVENTS = [messageQueued, messageHandedOff, messageSettled] as const;
