import type { ErrorCode } from "../../shared/contracts/errors.ts";
import type { Asset } from "../../shared/model/asset.ts";
import type {
  ContentVersion,
  Editor,
  MaterialCode,
  VersionIn,
  VersionText,
  WithdrawalReason,
} from "../../shared/model/content.ts";
import type { ContentId, Sha256, UserId, VersionId } from "../../shared/model/ids.ts";
import { kindOfVersion } from "../../shared/model/reading-text.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import { expiryProblem, type Validity } from "./expiry.ts";
import { separationProblem } from "./separation-of-duties.ts";
import { signedBytes } from "./signed-bytes.ts";
import { supersede } from "./supersede.ts";

/** The lifecycle of a version (domain-rules 1.3): draft ⇄ in_review → approved → superseded | withdrawn. Pure. */
export type Decided<V extends ContentVersion> =
  | { readonly kind: "decided"; readonly version: V }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly detail: string; readonly field?: string };

interface Person {
  readonly userId: UserId;
  readonly name: string;
}

/** A new draft; its writer is its author. */
export function draftVersion(
  ids: { readonly versionId: VersionId; readonly contentId: ContentId; readonly product: string },
  text: VersionText,
  author: Person,
  now: Instant,
): VersionIn<"draft"> {
  const at = instantText(now);
  return {
    ...ids,
    ...normalized(text),
    state: "draft",
    rev: 1,
    audience: "hcp",
    author: { userId: author.userId, name: author.name, at },
    editors: [],
    createdAt: at,
  };
}

/** Changes a version before approval. One in review becomes a draft again: nothing signed can change (MLR-3). */
export function editVersion(
  version: ContentVersion,
  changes: { readonly [Field in keyof VersionText]?: VersionText[Field] | undefined },
  editor: Person,
  now: Instant,
): Decided<VersionIn<"draft">> {
  if (version.state !== "draft" && version.state !== "in_review") {
    return refused(
      "wrong_state",
      `This version is ${version.state} and can no longer change. Write a new version.`,
    );
  }
  const { versionId, contentId, product, audience, author, createdAt } = version;
  const { title, safetyText, readingText, assetId, countries, language, channels, expiresAt } = version;
  const present = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const before = {
    title,
    safetyText,
    ...(readingText === undefined ? {} : { readingText }),
    assetId,
    countries,
    language,
    channels,
    ...(expiresAt && { expiresAt }),
  };
  const known = version.editors.some((one) => one.userId === editor.userId);
  const entry = { userId: editor.userId, name: editor.name, at: instantText(now) };
  return decided({
    versionId,
    contentId,
    product,
    audience,
    author,
    createdAt,
    ...normalized({ ...before, ...present }),
    state: "draft",
    ...(version.state === "draft" && version.returned !== undefined ? { returned: version.returned } : {}),
    rev: version.rev + 1,
    editors: known ? version.editors : [...version.editors, entry],
  });
}

/** What people call the upload behind a version. */
function uploadWord(version: Pick<ContentVersion, "readingText">): string {
  return kindOfVersion(version) === "document" ? "PDF" : "video";
}

/** Pure: why these words do not go with this upload; a document has its text for reading, a film has none. */
export function kindProblemOf(
  text: Pick<VersionText, "readingText">,
  asset: Pick<Asset, "kind">,
): string | undefined {
  if (kindOfVersion(text) === asset.kind) return undefined;
  return asset.kind === "document"
    ? "A PDF needs its text for reading on a phone. Write it, or copy it from the document."
    : "A video has no reading text. Leave it out, or upload the PDF that it belongs to.";
}

/** Fixes the bytes for review. The asset must be ready; the end of use is set here, so that it is signed (MLR-6). */
export function submitVersion(
  version: ContentVersion,
  facts: { readonly asset: Asset | undefined; readonly validity: Validity },
  submitter: Person,
  now: Instant,
): Decided<VersionIn<"in_review">> {
  const { asset, validity } = facts;
  if (version.state !== "draft") {
    return refused("wrong_state", `Only a draft can be submitted; this version is ${version.state}.`);
  }
  if (asset?.state !== "ready") {
    const is = asset === undefined ? "does not exist" : `is ${asset.state.replace("_", " ")}`;
    return refused("not_allowed", `The ${uploadWord(version)} ${is}. Submit when it is ready.`, "assetId");
  }
  const kindProblem = kindProblemOf(version, asset);
  if (kindProblem !== undefined) return refused("not_allowed", kindProblem, "readingText");
  const expiresAt = version.expiresAt ?? instantText(addMonths(now, validity.defaultMonths));
  const problem = expiryProblem(Date.parse(expiresAt), validity, now);
  if (problem !== undefined) return refused("not_allowed", problem, "expiresAt");
  const { returned: _answered, ...rest } = version;
  return decided({
    ...rest,
    state: "in_review",
    rev: version.rev + 1,
    expiresAt,
    submittedAt: instantText(now),
    submittedBy: submitter.userId,
    assetSha256: asset.bytesSha256,
    bytesSha256: signedBytes(version, asset.bytesSha256, expiresAt),
  });
}

/** Sends a version in review back to its author; what was submitted is signed by nobody. */
export function returnVersion(
  version: ContentVersion,
  reason: string,
  by: Person,
  now: Instant,
): Decided<VersionIn<"draft">> {
  if (version.state !== "in_review") {
    return refused("wrong_state", `Only a version in review can be sent back; this one is ${version.state}.`);
  }
  const {
    submittedAt: _at,
    submittedBy: _by,
    assetSha256: _asset,
    bytesSha256: _bytes,
    ...written
  } = version;
  return decided({
    ...written,
    state: "draft",
    rev: version.rev + 1,
    returned: { userId: by.userId, name: by.name, at: instantText(now), reason },
  });
}

/** What an approval has to know besides the version. */
export interface ApprovalFacts {
  readonly reviewer: Person;
  /** The hash the reviewer looked at and signs. */
  readonly sha256: Sha256;
  readonly itemEditors: readonly Editor[];
  readonly asset: Asset | undefined;
  readonly validity: Validity;
  readonly major: number;
  readonly materialCodes: readonly MaterialCode[];
}

/** Approves exactly the signed bytes, by somebody whose hand is not in them (MLR-1, MLR-3, MLR-6). */
export function approveVersion(
  version: ContentVersion,
  facts: ApprovalFacts,
  now: Instant,
): Decided<VersionIn<"approved">> {
  const separation = separationProblem(facts.reviewer.userId, version, facts.itemEditors);
  if (separation !== undefined) return refused("separation_of_duties", separation);
  if (version.state !== "in_review") {
    return refused("wrong_state", `Only a version in review can be approved; this one is ${version.state}.`);
  }
  if (version.bytesSha256 !== facts.sha256) {
    return refused(
      "conflict",
      "This is not what you looked at: the version has changed. Read it again.",
      "body.sha256",
    );
  }
  if (facts.asset?.state !== "ready" || facts.asset.bytesSha256 !== version.assetSha256) {
    return refused(
      "not_allowed",
      `The ${uploadWord(version)} of this version is not available any more. Send it back to its author.`,
    );
  }
  const problem = expiryProblem(Date.parse(version.expiresAt), facts.validity, now);
  if (problem !== undefined) return refused("not_allowed", problem, "expiresAt");
  return decided({
    ...version,
    state: "approved",
    rev: version.rev + 1,
    major: facts.major,
    materialCodes: [...facts.materialCodes],
    approvedAt: instantText(now),
    approvedBy: facts.reviewer.userId,
    supersededIn: [],
  });
}

/** A newer major takes the place of an approved version in these countries; without any left it is superseded. */
export function supersedeVersion(
  version: VersionIn<"approved">,
  countries: VersionIn<"approved">["countries"],
  now: Instant,
): VersionIn<"approved" | "superseded"> {
  return supersede(version, countries, now);
}

/** Ends every use of an approved version for good (MLR-7); terminal. */
export function withdrawVersion(
  version: ContentVersion,
  reason: WithdrawalReason,
  by: Person,
  now: Instant,
): Decided<VersionIn<"withdrawn">> {
  if (version.state !== "approved") {
    return refused("wrong_state", `Only an approved version can be withdrawn; this one is ${version.state}.`);
  }
  return decided({
    ...version,
    state: "withdrawn",
    rev: version.rev + 1,
    withdrawnAt: instantText(now),
    withdrawnBy: by.userId,
    withdrawalReason: reason,
  });
}

/** Instants in one form, so that they can be compared as text. */
function normalized(text: VersionText): VersionText {
  return text.expiresAt === undefined
    ? text
    : { ...text, expiresAt: instantText(Date.parse(text.expiresAt)) };
}

function decided<V extends ContentVersion>(version: V): Decided<V> {
  return { kind: "decided", version };
}

function refused(code: ErrorCode, detail: string, field?: string): Decided<never> {
  return { kind: "refused", code, detail, ...(field === undefined ? {} : { field }) };
}
