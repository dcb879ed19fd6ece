import { createHash } from "node:crypto";
import { QuestionId } from "../../shared/model/ids.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Of a ULID: the part that is time, after the prefix, and how many characters follow it. */
const TIME = { from: "que_".length, to: "que_".length + 10, rest: 16 } as const;

/**
 * Pure: the id of a question. The same words from the same form are the same question, however often the button is
 * pressed; other words, typed after going back, are another one and are not lost.
 * @param formId id that the form got when it was shown; its time stays
 */
export function questionIdOf(
  formId: QuestionId,
  typed: { readonly topic: string; readonly text: string },
): QuestionId {
  const digest = createHash("sha256")
    .update(JSON.stringify([formId, typed.topic, typed.text]))
    .digest();
  const rest = Array.from({ length: TIME.rest }, (_, at) => CROCKFORD[(digest[at] ?? 0) % 32]).join("");
  return QuestionId.parse(`que_${formId.slice(TIME.from, TIME.to)}${rest}`);
}
