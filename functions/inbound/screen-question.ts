import { ILLNESS_STEMS, ILLNESS_WORDS } from "../../shared/model/illness-words.ts";
import { normaliseReply } from "./normalise-reply.ts";
import { MEDICINE_STEMS, MEDICINE_WORDS, SAFETY_SIGNS, SAFETY_STEMS, SAFETY_WORDS } from "./safety-words.ts";

/** Whether a text has words of a side effect, a special situation or a faulty pack (domain-rules 4.3). Pure. */
export function mayBeSideEffect(text: string): boolean {
  if (SAFETY_SIGNS.some((sign) => text.includes(sign))) return true;
  const said = spoken(text);
  const stems = [SAFETY_STEMS, ILLNESS_STEMS];
  return stems.some((list) => holdsStem(said, list)) || holdsWord(said, [...SAFETY_WORDS, ...ILLNESS_WORDS]);
}

/** Ligatures are no compatibility forms: `œdème` is written both ways. */
function spoken(text: string): string {
  return normaliseReply(text).replaceAll("œ", "oe").replaceAll("æ", "ae");
}

/** Letters of an alphabet in which nothing is looked for. */
const OTHER_ALPHABET = /[^\P{L}\p{Script=Latin}]/u;

/**
 * Whether a text may be about a medicine or an illness. When unsure it is: whoever only wanted an appointment is rung by
 * somebody else, while a medical question at the rep's would be past the wall (MI-2, INV-7). Pure.
 * @param products names of the medicines on the person's page
 */
export function mayBeAboutMedicine(text: string, products: readonly string[]): boolean {
  const said = spoken(text);
  return (
    // nobody can say what is in it
    OTHER_ALPHABET.test(text) ||
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
