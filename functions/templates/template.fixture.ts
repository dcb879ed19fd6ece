import { TemplateId, TemplateVersionId, UserId } from "../../shared/model/ids.ts";
import type { TemplateIn, TemplateText, TemplateVersion } from "../../shared/model/template.ts";
import { newId } from "../runtime/ids.ts";
import { approveTemplate, type Decided, draftTemplate, submitTemplate } from "./template-state.ts";

export const NOW = Date.parse("2026-11-12T10:00:00.000Z");
export const MARKETER = { userId: UserId.parse("u-marketer"), name: "Mara Keter" };
export const REVIEWER = { userId: UserId.parse("u-reviewer"), name: "Dr Maria Keller" };
export const VALIDITY = { defaultMonths: 12, longestMonths: 24 } as const;

/** A text with a wording to choose. */
export const SMS_TEXT: TemplateText = {
  name: "I left something for you",
  channel: "sms",
  countries: ["IE", "GB"],
  language: "en-IE",
  body: "{company}: {rep} {reason} {link} {stop}",
  slots: [
    {
      kind: "picklist",
      slot: "reason",
      label: "What it is about",
      options: ["left something for you:", "sends what you asked for:"],
    },
  ],
  specialties: [],
};

/** An e-mail with a wording to choose, a place to type, and words of its own for cardiologists. */
export const MAIL_TEXT: TemplateText = {
  name: "After a visit",
  channel: "email",
  countries: ["IE"],
  language: "en-IE",
  subject: "A short page for you, {hcp}",
  body: "{greeting} {hcp},\n\nthank you for your time. {example} {note}\n\nIt waits on your private page.",
  example: "I put together what we spoke about.",
  slots: [
    { kind: "picklist", slot: "greeting", label: "Greeting", options: ["Dear", "Good day"] },
    { kind: "text", slot: "note", label: "Your note", maxChars: 120, review: "sample" },
  ],
  specialties: [
    { specialty: "Cardiology", subject: "For your Thursday round", example: "It is about the round." },
  ],
};

export function draftOf(text: TemplateText = SMS_TEXT): TemplateIn<"draft"> {
  const ids = {
    versionId: TemplateVersionId.parse(newId("tpv", NOW)),
    templateId: TemplateId.parse(newId("tpl", NOW)),
  };
  return draftTemplate(ids, text, MARKETER, NOW);
}

export function inReviewOf(text: TemplateText = SMS_TEXT): TemplateIn<"in_review"> {
  return decidedTemplate(submitTemplate(draftOf(text), { problems: [], validity: VALIDITY }, MARKETER, NOW));
}

export function approvedOf(
  text: TemplateText = SMS_TEXT,
  fields: Partial<TemplateIn<"approved">> = {},
): TemplateIn<"approved"> {
  const version = inReviewOf(text);
  const facts = {
    reviewer: REVIEWER,
    sha256: version.bytesSha256,
    itemEditors: [],
    problems: [],
    validity: VALIDITY,
    major: 1,
    materialCodes: version.countries.map((country) => ({ country, code: `${country}-MSG-26-00001` })),
  };
  return { ...decidedTemplate(approveTemplate(version, facts, NOW)), ...fields };
}

export function decidedTemplate<V extends TemplateVersion>(decision: Decided<V>): V {
  if (decision.kind === "refused") throw new Error(decision.detail);
  return decision.version;
}
