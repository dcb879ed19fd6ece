import * as z from "zod";
import { Channel } from "../../model/channel.ts";
import { ExperimentId } from "../../model/experiment.ts";
import { longText } from "../../model/free-text.ts";
import { HcpId, MessageId, TemplateVersionId } from "../../model/ids.ts";
import { MessageState } from "../../model/message.ts";
import { NoteReview, Severity, Slot, WordingWish } from "../../model/template.ts";
import { InstantText } from "../../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "../endpoint.ts";
import { PreviewFrame } from "./preview.ts";

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
      body: z.strictObject({
        /** @default the house's own words */
        wording: WordingWish.optional(),
        /** Whose arm's words go before those, as `composeMessage` would take them; nobody takes part by looking. */
        experimentId: ExperimentId.optional(),
      }),
      status: 201,
      returns: PreviewFrame,
      errors: ["not_found", "not_allowed"],
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
