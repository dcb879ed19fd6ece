import { smsSize } from "../../../../../shared/model/gsm7.ts";
import { frameWords, NO_TOKEN } from "../../../../../shared/model/template-frame.ts";
import { FIELDS, sayTemplate } from "../../../../../shared/model/template-words.ts";
import type { CallInput } from "../../../../client/client.ts";
import type { Template } from "./template-words.tsx";

export type TemplateBody = Omit<CallInput<"createTemplate">["body"], "templateId">;
export type SlotDraft = TemplateBody["slots"][number];

/** Countries that ship, with the language in which each is written to first. */
export const COUNTRIES = [
  { code: "DE", name: "Germany", language: "de-DE" },
  { code: "FR", name: "France", language: "fr-FR" },
  { code: "GB", name: "United Kingdom", language: "en-GB" },
  { code: "IE", name: "Ireland", language: "en-IE" },
  { code: "US", name: "United States", language: "en-US" },
] as const;

/** What the words begin with: a text with all that it may not lack, an e-mail with places that a text does not know. */
const FIRST_WORDS = {
  sms: "{company}: {rep} {reason} {link} {stop}",
  email:
    "Dear {hcp},\n\n{rep} {reason}\n\nIt waits on your private page, without an account, whenever it suits you.",
} as const;

/** What a new template is before anybody wrote. */
export const EMPTY: TemplateBody = {
  name: "",
  channel: "sms",
  countries: [],
  language: "en-IE",
  body: FIRST_WORDS.sms,
  slots: [
    { kind: "picklist", slot: "reason", label: "What it is about", options: ["left something for you:"] },
  ],
  specialties: [],
};

/** The words of a version, to edit or to begin the next one with. */
export function bodyOf(template: Template): TemplateBody {
  const { name, channel, countries, language, subject, body, example, slots, specialties, expiresAt } =
    template;
  return {
    ...{ name, channel, countries, language, body, slots, specialties },
    ...(subject === undefined ? {} : { subject }),
    ...(example === undefined ? {} : { example }),
    ...(expiresAt === undefined || template.state !== "draft" ? {} : { expiresAt }),
  };
}

/** Pure: the draft for the other channel: a text has neither subject nor examples. What somebody wrote stays. */
export function onChannel(draft: TemplateBody, channel: TemplateBody["channel"]): TemplateBody {
  const body = draft.body === FIRST_WORDS[draft.channel] ? FIRST_WORDS[channel] : draft.body;
  if (channel === "email")
    return { ...draft, channel, body, subject: draft.subject ?? "A short page for you, {hcp}" };
  const { subject: _subject, example: _example, ...rest } = draft;
  return { ...rest, channel, body, specialties: [] };
}

/** Pure: what a draft needs before it can be saved; undefined when it can be. */
export function neededBy({ name, countries }: Pick<TemplateBody, "name" | "countries">): string | undefined {
  const needed = [
    ...(name.trim() === "" ? ["a name"] : []),
    ...(countries.length === 0 ? ["a country"] : []),
  ];
  return needed.length === 0 ? undefined : `Needs ${needed.join(" and ")}.`;
}

/** Pure: how a text reads with its longest choices for a company, and how the network counts it. */
export function longestText(draft: TemplateBody, company: string, hcpOrigin: string) {
  const { contact, stop } = frameWords(draft.language);
  const values = { company, rep: contact, contact, stop, hcp: "", link: `${hcpOrigin}/s/${NO_TOKEN}` };
  const fills = Object.fromEntries(draft.slots.map((slot) => [slot.slot, longestOf(slot)]));
  const { body } = sayTemplate(draft, values, fills);
  return { body, ...smsSize(body) };
}

/** The places that the platform fills, as a writer puts them in. */
export function fieldsOf(channel: TemplateBody["channel"]): string {
  return FIELDS[channel].map((field) => `{${field}}`).join(" ");
}

function longestOf(slot: SlotDraft): string {
  if (slot.kind === "text") return "x".repeat(slot.maxChars);
  return slot.options.reduce((longest, option) => (option.length > longest.length ? option : longest), "");
}
