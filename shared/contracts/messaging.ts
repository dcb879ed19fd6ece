import * as z from "zod";
import { Channel } from "../model/channel.ts";
import { ExperimentId } from "../model/experiment.ts";
import { HcpId, MessageId } from "../model/ids.ts";
import { MessageState, TimelineEntry } from "../model/message.ts";
import { Reason, Verdict } from "../model/send-verdict.ts";
import { WordingWish } from "../model/template.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";
import { domainEvent } from "./event.ts";
import { bulkMoved } from "./messaging/bulk.ts";
import { InvitationPreview, PreviewFrame } from "./messaging/preview.ts";

/**
 * What is known of visits through a message's link. `shared: false` when the HCP keeps viewing to themself: then nothing
 * individual is present, not even that there is something (INV-4). `human` = visits that the person certainly confirmed,
 * `machine` = requests of the links by scanners and previews, `unknown` = those of which nobody knows; together they are
 * all requests there were (INV-11). Two hundred requests of a message's links are looked at, no more.
 */
export const MessageVisits = z.discriminatedUnion("shared", [
  z.object({ shared: z.literal(false) }),
  z.object({
    shared: z.literal(true),
    human: z.int().nonnegative(),
    machine: z.int().nonnegative(),
    unknown: z.int().nonnegative(),
    firstAt: InstantText.optional(),
  }),
]);
export type MessageVisits = z.output<typeof MessageVisits>;

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
  /** Only for a message that has left, and only for reps. */
  visits: MessageVisits.optional(),
  /** What it cost in millionths of a US dollar; absent until a provider's report or price list says. */
  costMicros: z.int().nonnegative().optional(),
  rev: z.int().positive(),
});
export type MessageView = z.output<typeof MessageView>;

/** How a message stands for its sender: it waits, it has left, or it ended without leaving. */
export const MessageStanding = z.enum(["waiting", "left", "ended"]);
export type MessageStanding = z.output<typeof MessageStanding>;

/** A message in the list of its sender, with the person as the sender may know them today. */
export const OwnMessageView = MessageView.extend({
  /** Absent when the HCP is in no territory of the sender any more. */
  hcp: z
    .object({
      title: z.string().optional(),
      firstName: z.string(),
      lastName: z.string(),
      institution: z.string().optional(),
      timeZone: z.string(),
    })
    .optional(),
});
export type OwnMessageView = z.output<typeof OwnMessageView>;

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
        /** Waits half a minute at least, so that the sender can take it back. */
        recallable: z.boolean().default(false),
        /** An approved template and what stands in its places. @default the house's own words */
        wording: WordingWish.optional(),
        /** Of which the HCP takes part, if there is a place: their arm then says with which words or in which hours. */
        experimentId: ExperimentId.optional(),
      }),
      status: 202,
      returns: z.object({
        messageId: MessageId,
        state: MessageState,
        /** When it is due; only while it waits. */
        dueAt: InstantText.optional(),
      }),
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
    listOwnMessages: {
      kind: "json",
      method: "GET",
      path: "/api/messages",
      who: ["rep"],
      summary: "List the caller's own messages to all HCPs, newest first",
      query: PageQuery.extend({
        standing: MessageStanding,
        limit: z.coerce.number().int().min(1).max(50).default(25),
      }),
      status: 200,
      returns: pageOf(OwnMessageView),
      errors: ["invalid_request"],
    },
    rescheduleMessage: {
      kind: "json",
      method: "POST",
      path: "/api/messages/{messageId}/reschedule",
      who: ["rep"],
      summary: "Move a waiting message to another time; the gate decides anew",
      params,
      body: z.strictObject({
        /** Earliest hand-off; absent means now. At most 90 days ahead. */
        notBefore: InstantText.optional(),
        /** The `rev` that was read: somebody else's change in between is a conflict. */
        rev: z.int().positive(),
      }),
      status: 200,
      returns: MessageView,
      errors: ["not_found", "not_allowed", "wrong_state", "conflict"],
    },
    previewInvitation: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/invitation",
      who: ["rep"],
      summary: "What an invitation would look like, when it may arrive, and what the gate finds in order",
      params: z.object({ hcpId: HcpId }),
      query: z.object({
        channel: Channel,
        at: InstantText.optional(),
        /** Shows the words of the HCP's arm, as `composeMessage` would take them; nobody takes part by looking. */
        experimentId: ExperimentId.optional(),
      }),
      status: 200,
      returns: InvitationPreview,
      errors: ["not_found", "not_allowed"],
    },
    openMailPreview: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/invitation/preview",
      who: ["rep"],
      summary:
        "Get an address at which the app can show the invitation mail in a frame for a quarter of an hour",
      params: z.object({ hcpId: HcpId }),
      status: 201,
      returns: PreviewFrame,
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
      summary: "Ask what the send gate would say: same facts and decision as at hand-off, no writes",
      body: z.strictObject({
        hcpId: HcpId,
        channel: Channel,
        /** Asks about this time with what is known today; absent means now. At most 90 days ahead. */
        notBefore: InstantText.optional(),
        wording: WordingWish.optional(),
        /** Judges the words and the hours of the HCP's arm, as `composeMessage` would take them; nobody takes part by asking. */
        experimentId: ExperimentId.optional(),
      }),
      status: 200,
      returns: Verdict,
      errors: ["not_found", "not_allowed"],
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

/** A text outside the send gate waits: an answer, or a request to confirm (domain-rules 2.1). */
export const serviceTextDue = domainEvent("message.service_text_due", { textId: MessageId });
/** Such a text has left, or surely will not. */
export const serviceTextSettled = domainEvent("message.service_text_settled", { textId: MessageId });

export const MESSAGING_EVENTS = [
  messageQueued,
  messageHandedOff,
  messageSettled,
  serviceTextDue,
  serviceTextSettled,
  bulkMoved,
] as const;
