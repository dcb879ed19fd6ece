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
  {
    fate: "approved",
    text: {
      ...AFTER_VISIT,
      name: "After a visit, with a note that compliance reads first",
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

/** Writes the templates and brings each as far as it goes, by the same endpoints that people use. */
export async function publishWordings(as: (roleOrName: string) => Call): Promise<void> {
  const marketer = as("marketer");
  for (const wording of WORDINGS) {
    const { versionId } = await marketer<{ versionId: string }>("POST", "/api/templates", wording.text);
    if (wording.fate === "draft") continue;
    const path = `/api/templates/${versionId}`;
    const { bytesSha256 } = await marketer<{ bytesSha256: string }>("POST", `${path}/submit`);
    if (wording.fate === "in_review") continue;
    const meaning = `I approve these words for ${wording.text.countries.join(", ")}`;
    await as("reviewer")("POST", `${path}/approve`, { sha256: bytesSha256, meaning });
  }
}
