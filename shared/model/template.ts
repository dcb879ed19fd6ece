import * as z from "zod";
import { Channel, Country, Language } from "./channel.ts";
import { Editor, MaterialCode, Returned, Signature, WithdrawalReason } from "./content.ts";
import { lineText, longText } from "./free-text.ts";
import { Sha256, TemplateId, TemplateVersionId, UserId } from "./ids.ts";
import { InstantText } from "./time.ts";

/** Longest text that a rep may choose or type into one place of a message. */
export const MAX_FILL = 300;

/** Name of a place in a template: `{reason}`. */
export const SlotName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,23}$/, "must be a word such as reason, at most 24 letters and digits")
  // every object has something of this name, so that a place nobody filled would not look empty
  .refine((name) => !(name in Object.prototype), "must be another word");

/**
 * A place that a rep fills (MLR-12). A picklist offers approved wordings. A text is typed: `review` says whether nobody looks
 * at it, a share of it is looked at after it left, or all of it before it may leave (MLR-16).
 */
export const Slot = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("picklist"),
    slot: SlotName,
    label: lineText(1, 60),
    options: z
      .array(lineText(1, MAX_FILL))
      .min(1)
      .max(12)
      .refine((options) => new Set(options).size === options.length, "must not repeat a wording"),
  }),
  z.object({
    kind: z.literal("text"),
    slot: SlotName,
    label: lineText(1, 60),
    maxChars: z.int().min(1).max(MAX_FILL),
    review: z.enum(["none", "sample", "hold"]),
    /** What a good one looks like; shown to the rep, never sent. */
    example: lineText(1, MAX_FILL).optional(),
  }),
]);
export type Slot = z.output<typeof Slot>;

/** What another specialty reads instead: the subject, and the sentence that stands for `{example}`. */
export const SpecialtyWords = z.object({
  specialty: lineText(1, 80),
  subject: lineText(1, 120).optional(),
  example: lineText(1, MAX_FILL).optional(),
});
export type SpecialtyWords = z.output<typeof SpecialtyWords>;

/**
 * What a marketer writes; every field is part of the bytes that reviewers sign. `body` and `subject` hold `{field}` for
 * what the platform puts in and `{slot}` for what a rep fills; all else in them is locked (template-words.ts).
 */
export const TemplateText = z.object({
  name: lineText(1, 80),
  channel: Channel,
  countries: z
    .array(Country)
    .min(1)
    .refine((countries) => new Set(countries).size === countries.length, "must not repeat a value"),
  language: Language,
  /** Of an e-mail; a text has none. */
  subject: lineText(1, 120).optional(),
  /** Paragraphs of an e-mail are parted by an empty line. */
  body: longText(1, 2000),
  /** The sentence that stands for `{example}` where a specialty has none of its own. */
  example: lineText(1, MAX_FILL).optional(),
  slots: z.array(Slot).max(6),
  specialties: z.array(SpecialtyWords).max(20),
  /** Last instant of use. @default as the strictest country's profile says, after submission (MLR-6) */
  expiresAt: InstantText.optional(),
});
export type TemplateText = z.output<typeof TemplateText>;

const written = {
  versionId: TemplateVersionId,
  templateId: TemplateId,
  rev: z.int().positive(),
  ...TemplateText.shape,
  author: Editor,
  editors: z.array(Editor),
  createdAt: InstantText,
};
const submitted = {
  ...written,
  expiresAt: InstantText,
  submittedAt: InstantText,
  submittedBy: UserId,
  /** SHA-256 of every word of it and of where it may be used: what a signature is for (MLR-3). */
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

/** One version of a message template. It lives as content does (domain-rules 1.3); `expired` is not stored. */
export const TemplateVersion = z.discriminatedUnion("state", [
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
export type TemplateVersion = z.output<typeof TemplateVersion>;
export type TemplateIn<State extends TemplateVersion["state"]> = Extract<TemplateVersion, { state: State }>;

/** An electronic signature under a template (domain-rules 1.9). */
export const TemplateSignature = Signature.extend({ versionId: TemplateVersionId });
export type TemplateSignature = z.output<typeof TemplateSignature>;

/** What a sender wishes a message to say: a template, and what stands in its slots. */
export const WordingWish = z.strictObject({
  versionId: TemplateVersionId,
  fills: z
    .record(SlotName, lineText(1, MAX_FILL))
    .refine((fills) => Object.keys(fills).length <= 6, "has more places than a template can have"),
});
export type WordingWish = z.output<typeof WordingWish>;

/**
 * The words that a message leaves with, stored as they were chosen and typed (MLR-17). `sha256` are the template's approved
 * bytes; nobody edits a wording: another wish is another message.
 */
export const Wording = z.object({
  versionId: TemplateVersionId,
  sha256: Sha256,
  fills: z.record(SlotName, z.string()),
});
export type Wording = z.output<typeof Wording>;

/** How grave a finding in a typed text is (MLR-16). A critical one takes the right to type away. */
export const Severity = z.enum(["minor", "major", "critical"]);
export type Severity = z.output<typeof Severity>;

/**
 * What somebody of compliance has to say about a message with typed text, or has said. `hold` is asked before it leaves,
 * `sample` after. `lint` is the version of the checks that it passed (MLR-17).
 */
export const NoteReview = z.object({
  kind: z.enum(["hold", "sample"]),
  state: z.enum(["open", "released", "rejected", "passed", "finding"]),
  since: InstantText,
  dueAt: InstantText,
  lint: z.int().positive(),
  by: z.object({ userId: UserId, name: z.string() }).optional(),
  at: InstantText.optional(),
  reason: z.string().optional(),
  severity: Severity.optional(),
});
export type NoteReview = z.output<typeof NoteReview>;
