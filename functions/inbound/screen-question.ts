import { normaliseReply } from "./normalise-reply.ts";
import { MEDICINE_STEMS, MEDICINE_WORDS, SAFETY_SIGNS, SAFETY_STEMS, SAFETY_WORDS } from "./safety-words.ts";

/** Whether a text has words of a side effect, a special situation or a faulty pack (domain-rules 4.3). Pure. */
export function mayBeSideEffect(text: string): boolean {
  if (SAFETY_SIGNS.some((sign) => text.includes(sign))) return true;
  const said = normaliseReply(text);
  return holdsStem(said, SAFETY_STEMS) || holdsWord(said, SAFETY_WORDS);
}

/**
 * Whether a text may be about a medicine or an illness. When unsure it is: whoever only wanted an appointment is rung by
 * somebody else, while a medical question at the rep's would be past the wall (MI-2, INV-7). Pure.
 * @param products names of the medicines on the person's page
 */
export function mayBeAboutMedicine(text: string, products: readonly string[]): boolean {
  const said = normaliseReply(text);
  return (
    holdsStem(said, MEDICINE_STEMS) ||
    holdsWord(said, MEDICINE_WORDS) ||
    // a strength is written in one piece as often as not: 5mg, 50%
    /\d ?(?:mg|ml|mcg|µg|%)/iu.test(text) ||
    holdsStem(
      said,
      products.map(normaliseReply).filter((name) => name !== ""),
    )
  );
}

/** Anywhere, also inside of a word: German writes compounds. */
function holdsStem(said: string, stems: readonly string[]): boolean {
  return stems.some((stem) => said.includes(stem));
}

function holdsWord(said: string, words: readonly string[]): boolean {
  const padded = ` ${said} `;
  return words.some((word) => padded.includes(` ${word} `));
}
