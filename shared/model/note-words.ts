import type { NoteFinding, NoteRule } from "./note-lint.ts";

/** Why such words lock sending, as the end of a sentence that begins with them (MLR-15): the rule, and no way around it. */
const WHY: Readonly<Record<NoteRule, string>> = {
  restricted: "is a claim, a price, a dose or a patient: only approved pieces speak of these",
  name: "reads as the name of a product, a substance or a trial",
  contact: "is a link, an address or a number: the platform puts in the only ones",
  patient: "could tell of a patient",
  adverse_event: "may tell of a side effect or a complaint",
  watched: "tells the contact what they looked at",
  picture: "is a picture",
  length: "is more than this place takes",
};

/** Where a rep takes a side effect instead (MLR-14): to safety, within the day. */
export const TELL_SAFETY =
  "If you heard of a side effect, report it to drug safety today; it does not go into a message.";

/** The sentence that a rep reads beside the words that lock sending. */
export function findingWords(text: string, finding: NoteFinding): string {
  const said = text.slice(finding.from, finding.to).trim();
  const sentence = `“${said}” ${WHY[finding.rule]}.`;
  return finding.rule === "adverse_event" ? `${sentence} ${TELL_SAFETY}` : sentence;
}
