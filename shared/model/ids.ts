import * as z from "zod";

/**
 * Branded ids: `<prefix>_<ULID>`. Parsing gives the brand, so that an id of one kind cannot be passed as another.
 * ULIDs sort by creation time (26 Crockford base32 characters).
 */
function prefixedId<Brand extends string>(prefix: string) {
  return z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`),
      `must look like ${prefix}_ followed by 26 characters`,
    )
    .brand<Brand>();
}

export const HcpId = prefixedId<"HcpId">("hcp");
export type HcpId = z.output<typeof HcpId>;
export const ImportId = prefixedId<"ImportId">("imp");
export type ImportId = z.output<typeof ImportId>;
export const ContentId = prefixedId<"ContentId">("con");
export type ContentId = z.output<typeof ContentId>;
export const VersionId = prefixedId<"VersionId">("ver");
export type VersionId = z.output<typeof VersionId>;
export const CommentId = prefixedId<"CommentId">("cmt");
export type CommentId = z.output<typeof CommentId>;
export const AssetId = prefixedId<"AssetId">("ast");
export type AssetId = z.output<typeof AssetId>;
export const MessageId = prefixedId<"MessageId">("msg");
export type MessageId = z.output<typeof MessageId>;
export const ConsentEventId = prefixedId<"ConsentEventId">("cev");
export type ConsentEventId = z.output<typeof ConsentEventId>;
export const VisitId = prefixedId<"VisitId">("vis");
export type VisitId = z.output<typeof VisitId>;
export const QuestionId = prefixedId<"QuestionId">("que");
export type QuestionId = z.output<typeof QuestionId>;

export const TemplateId = prefixedId<"TemplateId">("tpl");
export type TemplateId = z.output<typeof TemplateId>;
export const TemplateVersionId = prefixedId<"TemplateVersionId">("tpv");
export type TemplateVersionId = z.output<typeof TemplateVersionId>;

/** Subject of a signed-in user, as the user pool gives it (`sub`). */
export const UserId = z.string().min(1).max(128).brand<"UserId">();
export type UserId = z.output<typeof UserId>;

/** SHA-256 in lower-case hex; of bytes, tokens or canonical JSON. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"Sha256">();
export type Sha256 = z.output<typeof Sha256>;
