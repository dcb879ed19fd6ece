import * as z from "zod";
import { MAX_DURATION_MS } from "../model/asset.ts";
import {
  Audience,
  Comment,
  Editor,
  MaterialCode,
  Returned,
  ShownState,
  Signature,
  VersionText,
  WithdrawalReason,
} from "../model/content.ts";
import { lineText, longText } from "../model/free-text.ts";
import { AssetId, ContentId, Sha256, UserId, VersionId } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

/** A version as people see it. Fields of later states are absent before. */
export const VersionView = z.object({
  versionId: VersionId,
  contentId: ContentId,
  rev: z.int().positive(),
  state: ShownState,
  product: z.string(),
  audience: Audience,
  ...VersionText.shape,
  author: Editor,
  editors: z.array(Editor),
  createdAt: InstantText,
  /** Why a reviewer sent it back; until it is submitted again. */
  returned: Returned.optional(),
  submittedAt: InstantText.optional(),
  submittedBy: UserId.optional(),
  /** What an approval has to carry as `sha256`. */
  bytesSha256: Sha256.optional(),
  assetSha256: Sha256.optional(),
  major: z.int().optional(),
  materialCodes: z.array(MaterialCode).optional(),
  approvedAt: InstantText.optional(),
  approvedBy: UserId.optional(),
  withdrawnAt: InstantText.optional(),
  withdrawalReason: WithdrawalReason.optional(),
});
export type VersionView = z.output<typeof VersionView>;

const params = z.object({ versionId: VersionId });
const libraryReaders = ["marketer", "reviewer", "rep"] as const;
/** Most comments on one version; beyond it a call is better than a list. */
export const MAX_COMMENTS = 200;

export const contentApi = apiGroup({
  entry: "content/api",
  site: "app",
  endpoints: {
    createContent: {
      kind: "json",
      method: "POST",
      path: "/api/content",
      who: ["marketer"],
      summary: "Write a new piece of content, or with contentId a new version of one",
      body: VersionText.extend({
        product: lineText(1, 80),
        /** The piece of which this is a new version; it has to be of the same product. */
        contentId: ContentId.optional(),
      }),
      status: 201,
      returns: VersionView,
      errors: ["not_found", "not_allowed"],
    },
    listContent: {
      kind: "json",
      method: "GET",
      path: "/api/content",
      who: libraryReaders,
      summary: "List versions, newest first; a rep sees what is approved and in date",
      query: PageQuery,
      status: 200,
      returns: pageOf(VersionView),
    },
    readVersion: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}",
      who: libraryReaders,
      summary: "Read a version with its signatures",
      params,
      status: 200,
      returns: VersionView.extend({ signatures: z.array(Signature) }),
      errors: ["not_found"],
    },
    editVersion: {
      kind: "json",
      method: "PATCH",
      path: "/api/versions/{versionId}",
      who: ["marketer"],
      summary: "Edit a version before approval; one in review goes back to draft",
      params,
      body: VersionText.partial()
        .extend({
          /** The `rev` that was read. */
          rev: z.int().positive(),
        })
        .refine((body) => Object.keys(body).length > 1, "must change at least one field"),
      status: 200,
      returns: VersionView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    submitVersion: {
      kind: "json",
      method: "POST",
      path: "/api/versions/{versionId}/submit",
      who: ["marketer"],
      summary: "Fix the bytes and ask for review",
      params,
      status: 200,
      returns: VersionView,
      errors: ["not_found", "wrong_state", "not_allowed"],
    },
    approveVersion: {
      kind: "json",
      method: "POST",
      path: "/api/versions/{versionId}/approve",
      who: ["reviewer"],
      summary: "Sign the exact bytes, by the `bytesSha256` of the version read; from here on it may be used",
      params,
      body: z.object({
        /** `bytesSha256` of the version that was looked at. */
        sha256: Sha256,
        /** What the signature means, e.g. "I approve this material as medically accurate for IE". */
        meaning: longText(3, 300),
      }),
      status: 200,
      returns: VersionView,
      errors: ["not_found", "wrong_state", "separation_of_duties", "conflict", "not_allowed"],
    },
    returnVersion: {
      kind: "json",
      method: "POST",
      path: "/api/versions/{versionId}/return",
      who: ["reviewer"],
      summary: "Do not approve: send a version in review back to its author, with the reason",
      params,
      body: z.object({ reason: longText(3, 1000) }),
      status: 200,
      returns: VersionView,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    listComments: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}/comments",
      who: ["marketer", "reviewer"],
      summary: "Read what was said about a version, oldest first",
      params,
      status: 200,
      returns: z.object({ items: z.array(Comment) }),
      errors: ["not_found"],
    },
    addComment: {
      kind: "json",
      method: "POST",
      path: "/api/versions/{versionId}/comments",
      who: ["marketer", "reviewer"],
      summary: "Say something about a version before approval, at a moment of its film or in general",
      params,
      body: z.object({
        text: longText(1, 2000),
        atMs: z.int().nonnegative().max(MAX_DURATION_MS).optional(),
      }),
      status: 201,
      returns: Comment,
      errors: ["not_found", "wrong_state", "not_allowed"],
    },
    withdrawVersion: {
      kind: "json",
      method: "POST",
      path: "/api/versions/{versionId}/withdraw",
      who: ["reviewer"],
      summary: "End every use of a version within a minute",
      params,
      body: z.object({ reason: WithdrawalReason }),
      status: 200,
      returns: VersionView,
      errors: ["not_found", "wrong_state"],
    },
  },
});

/** A version may be used from now on. */
export const versionApproved = domainEvent("content.version_approved", {
  versionId: VersionId,
  contentId: ContentId,
});
/** A version must not be shown any more (MLR-7). */
export const versionWithdrawn = domainEvent("content.version_withdrawn", {
  versionId: VersionId,
  contentId: ContentId,
  assetId: AssetId,
});
