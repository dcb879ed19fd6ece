import * as z from "zod";
import { Channel, Country, Language } from "./channel.ts";
import { lineText, longText } from "./free-text.ts";
import { AssetId, CommentId, ContentId, Sha256, UserId, VersionId } from "./ids.ts";
import { MAX_READING_CHARACTERS, readingFault } from "./reading-text.ts";
import { Role } from "./roles.ts";
import { InstantText } from "./time.ts";

/** Why content was withdrawn (MLR-7). */
export const WithdrawalReason = z.enum([
  "safety_update",
  "label_change",
  "regulator",
  "data_error",
  "licence",
  "business",
]);
export type WithdrawalReason = z.output<typeof WithdrawalReason>;

/** Where a version may be shown: on an HCP's page, or as a preview inside a message (MLR-9). */
export const ContentChannel = z.enum(["space", ...Channel.options]);
export type ContentChannel = z.output<typeof ContentChannel>;

/** Who a version is for. Patients and the public are never an audience here. */
export const Audience = z.enum(["hcp"]);
export type Audience = z.output<typeof Audience>;

function distinct<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .min(1)
    .refine((items) => new Set(items).size === items.length, "must not repeat a value");
}

/** The text that stands beside the PDF on an HCP's page: headings and paragraphs (see `readingBlocks`). */
export const ReadingText = longText(1, MAX_READING_CHARACTERS).superRefine((text, context) => {
  const message = readingFault(text);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});

/** What a marketer writes; every field is part of the bytes that reviewers sign (MLR-3, MLR-9). */
export const VersionText = z.object({
  title: lineText(1, 120),
  safetyText: longText(1, 10_000),
  /** What a document says, for reading without opening it. A version with it shows a document, one without a film. */
  readingText: ReadingText.optional(),
  assetId: AssetId,
  countries: distinct(Country),
  language: Language,
  channels: distinct(ContentChannel),
  /** Last instant of use. @default 12 months after submission (MLR-6) */
  expiresAt: InstantText.optional(),
});
export type VersionText = z.output<typeof VersionText>;

/** Somebody whose hand is in the version, with the first time it was (MLR-1). */
export const Editor = z.object({ userId: UserId, name: z.string(), at: InstantText });
export type Editor = z.output<typeof Editor>;

/** Unique per approved major and country, never reused (MLR-10), e.g. `IE-CAR-26-00417`. */
export const MaterialCode = z.object({ country: Country, code: z.string() });
export type MaterialCode = z.output<typeof MaterialCode>;

/** A reviewer's no: who sent the version back to its author, when and why. Gone with the next submission. */
export const Returned = z.object({ userId: UserId, name: z.string(), at: InstantText, reason: z.string() });
export type Returned = z.output<typeof Returned>;

const written = {
  versionId: VersionId,
  contentId: ContentId,
  rev: z.int().positive(),
  product: z.string(),
  audience: Audience,
  ...VersionText.shape,
  // what was stored before a rule can still be read
  title: z.string(),
  safetyText: z.string(),
  readingText: z.string().optional(),
  author: Editor,
  editors: z.array(Editor),
  createdAt: InstantText,
};
const submitted = {
  ...written,
  expiresAt: InstantText,
  submittedAt: InstantText,
  submittedBy: UserId,
  /** The asset's `bytesSha256` at submission. */
  assetSha256: Sha256,
  /** SHA-256 of everything an HCP will see and where it may be shown: what a signature is for. */
  bytesSha256: Sha256,
};
const approved = {
  ...submitted,
  major: z.int().positive(),
  materialCodes: z.array(MaterialCode).min(1),
  approvedAt: InstantText,
  approvedBy: UserId,
  /** Countries in which a newer major has taken its place. */
  supersededIn: z.array(Country),
};

/**
 * One version of a piece of content (domain-rules 1.3). `expired` is not stored: an approved version past its
 * `expiresAt` is expired in that same instant, without a job that could be late (MLR-6).
 */
export const ContentVersion = z.discriminatedUnion("state", [
  z.object({ state: z.literal("draft"), ...written, returned: Returned.optional() }),
  z.object({ state: z.literal("in_review"), ...submitted }),
  z.object({ state: z.literal("approved"), ...approved }),
  z.object({ state: z.literal("superseded"), ...approved, supersededAt: InstantText }),
  z.object({
    state: z.literal("withdrawn"),
    ...approved,
    withdrawnAt: InstantText,
    withdrawnBy: UserId,
    withdrawalReason: WithdrawalReason,
  }),
]);
export type ContentVersion = z.output<typeof ContentVersion>;
export type VersionState = ContentVersion["state"];
export type VersionIn<State extends VersionState> = Extract<ContentVersion, { state: State }>;

/** What somebody said about a version under review, anchored to a moment of the film where it is about one. */
export const Comment = z.object({
  commentId: CommentId,
  versionId: VersionId,
  /** Milliseconds into the film. */
  atMs: z.int().nonnegative().optional(),
  text: z.string(),
  by: z.object({ userId: UserId, name: z.string(), role: Role }),
  at: InstantText,
});
export type Comment = z.output<typeof Comment>;

/** What a person is told: the stored state, and `expired` once the clock has passed the end. */
export const ShownState = z.enum(["draft", "in_review", "approved", "superseded", "expired", "withdrawn"]);
export type ShownState = z.output<typeof ShownState>;

/** An electronic signature: printed name, meaning and time, bound to the signed bytes (domain-rules 1.9). */
export const Signature = z.object({
  versionId: VersionId,
  signerUserId: UserId,
  printedName: z.string(),
  role: z.literal("reviewer"),
  meaning: z.string(),
  ts: InstantText,
  sha256: Sha256,
});
export type Signature = z.output<typeof Signature>;
