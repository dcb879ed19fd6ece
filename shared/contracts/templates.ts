import * as z from "zod";
import { Country } from "../model/channel.ts";
import { Editor, MaterialCode, Returned, ShownState, WithdrawalReason } from "../model/content.ts";
import { longText } from "../model/free-text.ts";
import { MessageId, Sha256, TemplateId, TemplateVersionId, UserId } from "../model/ids.ts";
import { RestrictedWords } from "../model/restricted-words.ts";
import { TemplateSignature, TemplateText } from "../model/template.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";

/** A template as people see it. Fields of later states are absent before. */
export const TemplateView = z.object({
  versionId: TemplateVersionId,
  templateId: TemplateId,
  rev: z.int().positive(),
  state: ShownState,
  ...TemplateText.shape,
  author: Editor,
  editors: z.array(Editor),
  createdAt: InstantText,
  /** Why a reviewer sent it back; until it is submitted again. */
  returned: Returned.optional(),
  submittedAt: InstantText.optional(),
  submittedBy: UserId.optional(),
  /** What an approval has to carry as `sha256`. */
  bytesSha256: Sha256.optional(),
  major: z.int().optional(),
  materialCodes: z.array(MaterialCode).optional(),
  approvedAt: InstantText.optional(),
  approvedBy: UserId.optional(),
  withdrawnAt: InstantText.optional(),
  withdrawalReason: WithdrawalReason.optional(),
});
export type TemplateView = z.output<typeof TemplateView>;

const params = z.object({ templateVersionId: TemplateVersionId });
const readers = ["marketer", "reviewer", "rep", "compliance"] as const;

/** Message templates from draft over review and signature to their end, and what reps may not type into them. */
export const templatesApi = apiGroup({
  entry: "templates/api",
  site: "app",
  endpoints: {
    createTemplate: {
      kind: "json",
      method: "POST",
      path: "/api/templates",
      who: ["marketer"],
      summary: "Write a message template, or with templateId a new version of one",
      body: TemplateText.extend({ templateId: TemplateId.optional() }),
      status: 201,
      returns: TemplateView,
      errors: ["not_found", "not_allowed"],
    },
    listTemplates: {
      kind: "json",
      method: "GET",
      path: "/api/templates",
      who: readers,
      summary: "List versions of templates, newest first; a rep sees what is approved and in date",
      query: PageQuery,
      status: 200,
      returns: pageOf(TemplateView),
      errors: ["invalid_request"],
    },
    readTemplate: {
      kind: "json",
      method: "GET",
      path: "/api/templates/{templateVersionId}",
      who: readers,
      summary: "Read a version of a template with its signatures",
      params,
      status: 200,
      returns: TemplateView.extend({ signatures: z.array(TemplateSignature) }),
      errors: ["not_found"],
    },
    editTemplate: {
      kind: "json",
      method: "PUT",
      path: "/api/templates/{templateVersionId}",
      who: ["marketer"],
      summary: "Replace the words of a version before approval; one in review goes back to draft",
      params,
      body: TemplateText.extend({
        /** The `rev` that was read. */
        rev: z.int().positive(),
      }),
      status: 200,
      returns: TemplateView,
      errors: ["not_found", "wrong_state", "conflict", "not_allowed"],
    },
    submitTemplate: {
      kind: "json",
      method: "POST",
      path: "/api/templates/{templateVersionId}/submit",
      who: ["marketer"],
      summary: "Fix the words and ask for review; refused while the checks find something",
      params,
      status: 200,
      returns: TemplateView,
      errors: ["not_found", "wrong_state", "not_allowed"],
    },
    approveTemplate: {
      kind: "json",
      method: "POST",
      path: "/api/templates/{templateVersionId}/approve",
      who: ["reviewer"],
      summary:
        "Sign the exact words, by the `bytesSha256` of the version read; from here on messages may leave with them",
      params,
      body: z.object({
        /** `bytesSha256` of the version that was looked at. */
        sha256: Sha256,
        /** What the signature means, e.g. "I approve these words for IE". */
        meaning: longText(3, 300),
      }),
      status: 200,
      returns: TemplateView,
      errors: ["not_found", "wrong_state", "separation_of_duties", "conflict", "not_allowed"],
    },
    returnTemplate: {
      kind: "json",
      method: "POST",
      path: "/api/templates/{templateVersionId}/return",
      who: ["reviewer"],
      summary: "Do not approve: send a version in review back to its author, with the reason",
      params,
      body: z.object({ reason: longText(3, 1000) }),
      status: 200,
      returns: TemplateView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    withdrawTemplate: {
      kind: "json",
      method: "POST",
      path: "/api/templates/{templateVersionId}/withdraw",
      who: ["reviewer"],
      summary: "End every use of a template; what waits with its words does not leave",
      params,
      body: z.object({ reason: WithdrawalReason }),
      status: 200,
      returns: TemplateView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    readRestrictedWords: {
      kind: "json",
      method: "GET",
      path: "/api/restricted-words/{country}",
      who: ["compliance", "admin"],
      summary: "Read what may not be typed to HCPs of a country, besides what is forbidden everywhere",
      params: z.object({ country: Country }),
      status: 200,
      returns: RestrictedWords,
    },
    writeRestrictedWords: {
      kind: "json",
      method: "PUT",
      path: "/api/restricted-words/{country}",
      who: ["compliance"],
      summary: "Replace a country's restricted words; they count from now on, also for what waits",
      params: z.object({ country: Country }),
      body: z.object({
        lists: RestrictedWords.shape.lists,
        /** The `rev` that was read. */
        rev: z.int().nonnegative(),
      }),
      status: 200,
      returns: RestrictedWords,
      errors: ["conflict"],
    },
    listSuspended: {
      kind: "json",
      method: "GET",
      path: "/api/typing-rights",
      who: ["compliance"],
      summary: "Who may not type into messages after a critical finding, newest first",
      status: 200,
      returns: z.object({
        items: z.array(z.object({ userId: UserId, name: z.string(), messageId: MessageId, at: InstantText })),
      }),
    },
    restoreTyping: {
      kind: "json",
      method: "POST",
      path: "/api/typing-rights/{userId}/restore",
      who: ["compliance"],
      summary: "Give somebody the right to type back",
      params: z.object({ userId: UserId }),
      body: z.object({ reason: longText(3, 300) }),
      status: 200,
      returns: z.object({ userId: UserId, state: z.enum(["suspended", "restored"]) }),
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});
