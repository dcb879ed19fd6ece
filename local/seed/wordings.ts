import type { TemplateText } from "../../shared/model/template.ts";
import type { Call } from "./callers.ts";

/** How far a template goes in the demo data. */
type Fate = "approved" | "in_review" | "draft";

const text = (
  name: string,
  language: string,
  country: "IE" | "GB" | "DE",
  body: string,
  options: string[],
): TemplateText => ({
  name,
  channel: "sms",
  countries: [country],
  language,
  body,
  slots: [{ kind: "picklist", slot: "reason", label: "What it is about", options }],
  specialties: [],
});

/** Name of the template whose note compliance reads before anything leaves. */
const WITH_HELD_NOTE = "After a visit, with a note that compliance reads first";

const AFTER_VISIT: TemplateText = {
  name: "After a visit",
  channel: "email",
  countries: ["IE"],
  language: "en-IE",
  subject: "A short page for you, {hcp}",
  body: "{greeting} {hcp},\n\nthank you for your time. {example} {note}\n\nIt waits on your private page, without an account, whenever it suits you.",
  example: "I put together what we spoke about.",
  slots: [
    { kind: "picklist", slot: "greeting", label: "Greeting", options: ["Dear", "Good day,"] },
    {
      kind: "text",
      slot: "note",
      label: "Your note",
      maxChars: 120,
      review: "sample",
      example: "See you at the Thursday round.",
    },
  ],
  specialties: [
    {
      specialty: "Cardiology",
      subject: "For your next round, {hcp}",
      example: "I put together what we spoke about at the round.",
    },
  ],
};

/** The same page, begun with how long it takes: what an experiment compares with the thank-you. */
const LENGTH_FIRST: TemplateText = {
  ...AFTER_VISIT,
  name: "After a visit, length first",
  subject: "Three minutes, whenever it suits you, {hcp}",
  body: "{greeting} {hcp},\n\nthe page below takes about three minutes. {example}\n\nIt waits for you, without an account.",
  slots: AFTER_VISIT.slots.filter(({ kind }) => kind === "picklist"),
  specialties: [],
};

/** The demo company's templates: none names a medicine, as no message may. */
const WORDINGS: readonly { readonly text: TemplateText; readonly fate: Fate }[] = [
  {
    fate: "approved",
    text: text("I left something for you", "en-IE", "IE", "{company}: {rep} {reason} {link} {stop}", [
      "left something for you:",
      "sends what you asked for:",
    ]),
  },
  {
    fate: "approved",
    text: text("I left something for you", "en-GB", "GB", "{company}: {rep} {reason} {link} {stop}", [
      "left something for you:",
      "sends what you asked for:",
    ]),
  },
  {
    fate: "approved",
    text: text("Etwas für Sie", "de-DE", "DE", "{company}: {rep} {reason} {link} {stop}", [
      "hat etwas für Sie bereitgelegt:",
      "sendet, was Sie erbeten haben:",
    ]),
  },
  { fate: "approved", text: AFTER_VISIT },
  { fate: "approved", text: LENGTH_FIRST },
  {
    fate: "approved",
    text: {
      ...AFTER_VISIT,
      name: WITH_HELD_NOTE,
      slots: AFTER_VISIT.slots.map((slot) => (slot.kind === "text" ? { ...slot, review: "hold" } : slot)),
    },
  },
  {
    fate: "in_review",
    text: {
      ...AFTER_VISIT,
      name: "Before a visit",
      countries: ["GB"],
      language: "en-GB",
      subject: "Before we meet, {hcp}",
      body: "{greeting} {hcp},\n\n{example} It waits on your private page, without an account, whenever it suits you.",
      example: "before we meet I put together a short page.",
      slots: AFTER_VISIT.slots.filter(({ kind }) => kind === "picklist"),
      specialties: [],
    },
  },
  { fate: "draft", text: { ...AFTER_VISIT, name: "After a congress" } },
];

/** Versions of templates that the acts of the demo data write with. */
export interface Words {
  readonly thanksFirst: string;
  readonly lengthFirst: string;
  readonly heldNote: string;
}

/** Writes the templates and brings each as far as it goes, by the same endpoints that people use. */
export async function publishWordings(as: (roleOrName: string) => Call): Promise<Words> {
  const marketer = as("marketer");
  const versions = new Map<string, string>();
  for (const wording of WORDINGS) {
    const { versionId } = await marketer<{ versionId: string }>("POST", "/api/templates", wording.text);
    versions.set(wording.text.name, versionId);
    if (wording.fate === "draft") continue;
    const path = `/api/templates/${versionId}`;
    const { bytesSha256 } = await marketer<{ bytesSha256: string }>("POST", `${path}/submit`);
    if (wording.fate === "in_review") continue;
    const meaning = `I approve these words for ${wording.text.countries.join(", ")}`;
    await as("reviewer")("POST", `${path}/approve`, { sha256: bytesSha256, meaning });
  }
  const of = ({ name }: Pick<TemplateText, "name">) => versions.get(name) ?? "";
  return {
    thanksFirst: of(AFTER_VISIT),
    lengthFirst: of(LENGTH_FIRST),
    heldNote: of({ name: WITH_HELD_NOTE }),
  };
}
