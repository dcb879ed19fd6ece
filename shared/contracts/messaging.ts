import * as z from "zod";
import { BulkCounts, BulkId, BulkPeople, BulkState } from "../model/bulk.ts";
import { Channel } from "../model/channel.ts";
import { ArmKey, ExperimentId } from "../model/experiment.ts";
import { longText } from "../model/free-text.ts";
import { HcpId, MessageId, TemplateVersionId } from "../model/ids.ts";
import { MessageState, TimelineEntry } from "../model/message.ts";
import { DenialCode, Reason, Verdict } from "../model/send-verdict.ts";
import { NoteReview, Severity, Slot, WordingWish } from "../model/template.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

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

/** What an invitation would look like if it left now, built by what builds the real one, with a link that leads nowhere. */
export const InvitationLook = z.discriminatedUnion("channel", [
  z.object({
    channel: z.literal("sms"),
    text: z.string(),
    /** Characters as the network counts them; absent when one is outside GSM-7. */
    septets: z.int().optional(),
    segments: z.int().positive(),
  }),
  z.object({
    channel: z.literal("email"),
    fromName: z.string(),
    subject: z.string(),
    /** The plain part; how the mail looks is behind `openMailPreview`. */
    text: z.string(),
  }),
]);
export type InvitationLook = z.output<typeof InvitationLook>;

/** Everything a composer shows beside the gate's verdict. */
export const InvitationPreview = z.object({
  look: InvitationLook,
  /** The HCP's address on this channel, masked; absent when there is none on record. */
  address: z.string().optional(),
  /** The gate's steps that hold, in its order, each with the fact it rests on; none for a contact who is not available. */
  checks: z.array(z.object({ code: DenialCode, words: z.string(), at: InstantText.optional() })),
  /** When the HCP may be written to on the practice's day of the wished time. */
  openings: z.array(z.object({ from: InstantText, to: InstantText })),
  /** Start and end of that day on the practice's clock. */
  day: z.object({ from: InstantText, to: InstantText }),
});
export type InvitationPreview = z.output<typeof InvitationPreview>;

/** Where the app finds a preview for its frame. */
export const PreviewFrame = z.object({ address: z.string(), endsAt: InstantText });
export type PreviewFrame = z.output<typeof PreviewFrame>;

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
      query: z.object({ channel: Channel, at: InstantText.optional() }),
      status: 200,
      returns: InvitationPreview,
      errors: ["not_found"],
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
      }),
      status: 200,
      returns: Verdict,
      errors: ["not_found", "not_allowed"],
    },
  },
});

/** How a mail looks, for a frame of the app. */
export const mailPreviewApi = apiGroup({
  entry: "messaging/preview-page",
  site: "hcp",
  endpoints: {
    showMailPreview: {
      kind: "page",
      method: "GET",
      path: "/preview/mail/{token}",
      who: "anyone",
      summary: "The invitation mail with links that lead nowhere; counts and changes nothing",
      params: z.object({ token: z.string().regex(/^[0-9A-Za-z]{22}$/) }),
    },
  },
});

/** A bulk invitation as its sender follows it. */
export const BulkView = z.object({
  bulkId: BulkId,
  channel: Channel,
  notBefore: InstantText.optional(),
  experimentId: ExperimentId.optional(),
  state: BulkState,
  people: z.int().positive(),
  /** People that the present state is done with. */
  done: z.int().nonnegative(),
  counts: BulkCounts,
  createdAt: InstantText,
});
export type BulkView = z.output<typeof BulkView>;

/** One person of a bulk invitation: what the gate said, and what became of the message. */
export const RecipientView = z.object({
  hcpId: HcpId,
  /** Absent when the HCP is in no territory of the sender any more. */
  name: z.string().optional(),
  timeZone: z.string().optional(),
  verdict: Verdict,
  messageId: MessageId.optional(),
  state: MessageState.optional(),
  arm: ArmKey.optional(),
});
export type RecipientView = z.output<typeof RecipientView>;

const bulkParams = z.object({ bulkId: BulkId });

/** Inviting many: the same gate for each, verdicts before anything is queued, and messages that can be taken back. */
export const bulkApi = apiGroup({
  entry: "messaging/bulk-api",
  site: "app",
  endpoints: {
    createBulk: {
      kind: "json",
      method: "POST",
      path: "/api/bulks",
      who: ["rep"],
      summary: "Ask the send gate about up to 500 people; nothing is written to anybody",
      body: z.strictObject({
        hcpIds: BulkPeople,
        channel: Channel,
        /** Earliest hand-off; absent means now. At most 90 days ahead. */
        notBefore: InstantText.optional(),
        /** An approved template for everybody. @default the house's own words, or those of an experiment's arm */
        wording: WordingWish.optional(),
        experimentId: ExperimentId.optional(),
      }),
      status: 202,
      returns: BulkView,
      errors: ["not_found", "not_allowed"],
    },
    listBulks: {
      kind: "json",
      method: "GET",
      path: "/api/bulks",
      who: ["rep"],
      summary: "List the caller's own bulk invitations, newest first",
      query: PageQuery,
      status: 200,
      returns: pageOf(BulkView),
      errors: ["invalid_request"],
    },
    readBulk: {
      kind: "json",
      method: "GET",
      path: "/api/bulks/{bulkId}",
      who: ["rep"],
      summary: "How far a bulk invitation is",
      params: bulkParams,
      status: 200,
      returns: BulkView,
      errors: ["not_found"],
    },
    listRecipients: {
      kind: "json",
      method: "GET",
      path: "/api/bulks/{bulkId}/recipients",
      who: ["rep"],
      summary: "The people of a bulk invitation with the gate's verdict and what became of each message",
      params: bulkParams,
      query: PageQuery,
      status: 200,
      returns: pageOf(RecipientView),
      errors: ["not_found", "invalid_request"],
    },
    sendBulk: {
      kind: "json",
      method: "POST",
      path: "/api/bulks/{bulkId}/send",
      who: ["rep"],
      summary:
        "Queue a message for everybody whom the gate would let through; pressing again changes nothing",
      params: bulkParams,
      status: 202,
      returns: BulkView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    cancelBulk: {
      kind: "json",
      method: "POST",
      path: "/api/bulks/{bulkId}/cancel",
      who: ["rep"],
      summary: "Stop a bulk invitation and take back what has not left",
      params: bulkParams,
      status: 202,
      returns: BulkView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});

/** A template as a composer offers it for one HCP: patterns with their places, and what an example reads for this person. */
export const TemplateOffer = z.object({
  versionId: TemplateVersionId,
  name: z.string(),
  major: z.int().positive(),
  channel: Channel,
  /** Of the HCP's specialty where it has its own. */
  subject: z.string().optional(),
  body: z.string(),
  example: z.string().optional(),
  slots: z.array(Slot),
});
export type TemplateOffer = z.output<typeof TemplateOffer>;

const WordList = z.array(z.string());

/** What a composer needs to show words as they would leave, and to judge what is typed by the gate's own rules. */
export const WordingOffers = z.object({
  items: z.array(TemplateOffer),
  /** What the platform puts in for this HCP; the link opens nothing. */
  values: z.object({
    company: z.string(),
    rep: z.string(),
    contact: z.string(),
    hcp: z.string(),
    link: z.string(),
    stop: z.string(),
  }),
  lists: z.object({ partial: WordList, exact: WordList, names: WordList }),
  rights: z.object({
    repFreeText: z.enum(["off", "picklist_only", "text"]),
    suspended: z.boolean(),
  }),
});
export type WordingOffers = z.output<typeof WordingOffers>;

/** A message whose typed text somebody of compliance looks at. */
export const NoteView = z.object({
  messageId: MessageId,
  rev: z.int().positive(),
  state: MessageState,
  channel: Channel,
  note: NoteReview,
  senderName: z.string(),
  /** Absent when the HCP is no longer on record. */
  hcpName: z.string().optional(),
  templateName: z.string().optional(),
  /** What was typed, by the label of its place. */
  typed: z.array(z.object({ label: z.string(), text: z.string() })),
  /** The whole message as it reads. */
  subject: z.string().optional(),
  body: z.string().optional(),
});
export type NoteView = z.output<typeof NoteView>;

/** The words of messages: what a composer may choose from, and what compliance says about what was typed. */
export const wordingApi = apiGroup({
  entry: "messaging/wording-api",
  site: "app",
  endpoints: {
    offerTemplates: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/templates",
      who: ["rep"],
      summary: "The templates with which this HCP may be written to now, and what may be typed into them",
      params: z.object({ hcpId: HcpId }),
      query: z.object({ channel: Channel }),
      status: 200,
      returns: WordingOffers,
      errors: ["not_found"],
    },
    openWordingPreview: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/wording/preview",
      who: ["rep"],
      summary: "Get an address at which the app can show the mail with these words for a quarter of an hour",
      params: z.object({ hcpId: HcpId }),
      body: z.strictObject({ wording: WordingWish }),
      status: 201,
      returns: PreviewFrame,
      errors: ["not_found"],
    },
    listNotes: {
      kind: "json",
      method: "GET",
      path: "/api/notes",
      who: ["compliance"],
      summary: "Typed text that waits for an answer, before or after it left, the most urgent first",
      query: PageQuery,
      status: 200,
      returns: pageOf(NoteView),
      errors: ["invalid_request"],
    },
    answerNote: {
      kind: "json",
      method: "POST",
      path: "/api/messages/{messageId}/note",
      who: ["compliance"],
      summary:
        "Release or reject what is held; pass what left or note a finding, a critical one of which ends the rep's right to type",
      params: z.object({ messageId: MessageId }),
      body: z.strictObject({
        outcome: z.enum(["release", "reject", "pass", "finding"]),
        /** Needed to reject and for a finding. */
        reason: longText(3, 300).optional(),
        /** Needed for a finding. */
        severity: Severity.optional(),
        /** The `rev` that was read. */
        rev: z.int().positive(),
      }),
      status: 200,
      returns: z.object({
        messageId: MessageId,
        state: MessageState,
        dueAt: InstantText.optional(),
        note: NoteReview,
      }),
      errors: ["not_found", "wrong_state", "conflict", "not_allowed", "separation_of_duties"],
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

/** A bulk invitation has more to do: the next people are judged, written to, or taken back. */
export const bulkMoved = domainEvent("message.bulk_moved", { bulkId: BulkId });

export const MESSAGING_EVENTS = [
  messageQueued,
  messageHandedOff,
  messageSettled,
  serviceTextDue,
  serviceTextSettled,
  bulkMoved,
] as const;
