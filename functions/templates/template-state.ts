import type { ErrorCode } from "../../shared/contracts/errors.ts";
import type { Editor, MaterialCode, WithdrawalReason } from "../../shared/model/content.ts";
import type { Sha256, TemplateId, TemplateVersionId, UserId } from "../../shared/model/ids.ts";
import type { TemplateIn, TemplateText, TemplateVersion } from "../../shared/model/template.ts";
import type { TemplateProblem } from "../../shared/model/template-lint.ts";
import { addMonths, type Instant, instantText } from "../../shared/model/time.ts";
import { expiryProblem, separationProblem, supersede, type Validity } from "../content/facts.ts";
import { templateBytes } from "./template-bytes.ts";

/** The lifecycle of a template, as that of content (domain-rules 1.3): draft ⇄ in_review → approved → superseded | withdrawn. Pure. */
export type Decided<V extends TemplateVersion> =
  | { readonly kind: "decided"; readonly version: V }
  | { readonly kind: "refused"; readonly code: ErrorCode; readonly detail: string; readonly field?: string };

interface Person {
  readonly userId: UserId;
  readonly name: string;
}

/** A new draft; its writer is its author. */
export function draftTemplate(
  ids: { readonly versionId: TemplateVersionId; readonly templateId: TemplateId },
  text: TemplateText,
  author: Person,
  now: Instant,
): TemplateIn<"draft"> {
  const at = instantText(now);
  return {
    ...ids,
    ...normalized(text),
    state: "draft",
    rev: 1,
    author: { userId: author.userId, name: author.name, at },
    editors: [],
    createdAt: at,
  };
}

/** Changes every word before approval. One in review becomes a draft again: nothing signed can change (MLR-3). */
export function editTemplate(
  version: TemplateVersion,
  text: TemplateText,
  editor: Person,
  now: Instant,
): Decided<TemplateIn<"draft">> {
  if (version.state !== "draft" && version.state !== "in_review")
    return refused(
      "wrong_state",
      `This template is ${version.state} and can no longer change. Write a new version.`,
    );
  const { versionId, templateId, author, createdAt } = version;
  if (text.channel !== version.channel)
    return refused(
      "not_allowed",
      "A version keeps its channel. Write a template for the other one.",
      "body.channel",
    );
  const known = version.editors.some((one) => one.userId === editor.userId);
  const entry = { userId: editor.userId, name: editor.name, at: instantText(now) };
  return decided({
    ...normalized(text),
    versionId,
    templateId,
    author,
    createdAt,
    state: "draft",
    ...(version.state === "draft" && version.returned !== undefined ? { returned: version.returned } : {}),
    rev: version.rev + 1,
    editors: known ? version.editors : [...version.editors, entry],
  });
}

/** Fixes the words for review. What reviewers could never sign is said here (MLR-12, INV-8); the end of use is set (MLR-6). */
export function submitTemplate(
  version: TemplateVersion,
  facts: { readonly problems: readonly TemplateProblem[]; readonly validity: Validity },
  submitter: Person,
  now: Instant,
): Decided<TemplateIn<"in_review">> {
  const { problems, validity } = facts;
  if (version.state !== "draft")
    return refused(
      "wrong_state",
      `Only a draft can be submitted; this template is ${version.state.replace("_", " ")}.`,
    );
  const [problem] = problems;
  if (problem !== undefined) return refused("not_allowed", problem.words, problem.field);
  const expiresAt = version.expiresAt ?? instantText(addMonths(now, validity.defaultMonths));
  const ends = expiryProblem(Date.parse(expiresAt), validity, now);
  if (ends !== undefined) return refused("not_allowed", ends, "expiresAt");
  const { returned: _answered, ...rest } = version;
  return decided({
    ...rest,
    state: "in_review",
    rev: version.rev + 1,
    expiresAt,
    submittedAt: instantText(now),
    submittedBy: submitter.userId,
    bytesSha256: templateBytes(version, expiresAt),
  });
}

/** Sends a template in review back to its author; what was submitted is signed by nobody. */
export function returnTemplate(
  version: TemplateVersion,
  reason: string,
  by: Person,
  now: Instant,
): Decided<TemplateIn<"draft">> {
  if (version.state !== "in_review")
    return refused(
      "wrong_state",
      `Only a template in review can be sent back; this one is ${version.state}.`,
    );
  const { submittedAt: _at, submittedBy: _by, bytesSha256: _bytes, ...written } = version;
  return decided({
    ...written,
    state: "draft",
    rev: version.rev + 1,
    returned: { userId: by.userId, name: by.name, at: instantText(now), reason },
  });
}

/** What an approval has to know besides the template. */
export interface TemplateApproval {
  readonly reviewer: Person;
  /** The hash the reviewer looked at and signs. */
  readonly sha256: Sha256;
  /** Everybody whose hand is in any draft since the last approval. */
  readonly itemEditors: readonly Editor[];
  /** Judged anew: a product may have got a name since. */
  readonly problems: readonly TemplateProblem[];
  readonly validity: Validity;
  readonly major: number;
  readonly materialCodes: readonly MaterialCode[];
}

/** Approves exactly the signed words, by somebody whose hand is not in them (MLR-1, MLR-3, MLR-6). */
export function approveTemplate(
  version: TemplateVersion,
  facts: TemplateApproval,
  now: Instant,
): Decided<TemplateIn<"approved">> {
  const separation = separationProblem(facts.reviewer.userId, version, facts.itemEditors);
  if (separation !== undefined) return refused("separation_of_duties", separation);
  if (version.state !== "in_review")
    return refused("wrong_state", `Only a template in review can be approved; this one is ${version.state}.`);
  if (version.bytesSha256 !== facts.sha256)
    return refused(
      "conflict",
      "This is not what you looked at: the template has changed. Read it again.",
      "body.sha256",
    );
  const [problem] = facts.problems;
  if (problem !== undefined) return refused("not_allowed", problem.words, problem.field);
  const ends = expiryProblem(Date.parse(version.expiresAt), facts.validity, now);
  if (ends !== undefined) return refused("not_allowed", ends, "expiresAt");
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

/** A newer major takes the place of an approved one in these countries; without any left it is superseded. */
export function supersedeTemplate(
  version: TemplateIn<"approved">,
  countries: TemplateIn<"approved">["countries"],
  now: Instant,
): TemplateIn<"approved" | "superseded"> {
  return supersede(version, countries, now);
}

/** Ends every use of an approved template for good (MLR-7): also of what waits with its words. */
export function withdrawTemplate(
  version: TemplateVersion,
  reason: WithdrawalReason,
  by: Person,
  now: Instant,
): Decided<TemplateIn<"withdrawn">> {
  if (version.state !== "approved")
    return refused(
      "wrong_state",
      `Only an approved template can be withdrawn; this one is ${version.state}.`,
    );
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
function normalized(text: TemplateText): TemplateText {
  return text.expiresAt === undefined
    ? text
    : { ...text, expiresAt: instantText(Date.parse(text.expiresAt)) };
}

function decided<V extends TemplateVersion>(version: V): Decided<V> {
  return { kind: "decided", version };
}

function refused(code: ErrorCode, detail: string, field?: string): Decided<never> {
  return { kind: "refused", code, detail, ...(field === undefined ? {} : { field }) };
}
