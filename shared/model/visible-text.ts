/** Control characters. A line break is one too: where a text has several lines it is taken out first. */
const CONTROL = /\p{Cc}/u;
/** Marks that turn the direction of the text around them: what is read is then not what is stored. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/u;
/** What draws nothing by itself: white space, and what Unicode lets be ignored, such as U+200B; and the blank U+2800. */
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2800]/gu;

/** How many lines a text has. */
export type Lines = "one" | "many";

/** Pure: whether a reader would see anything of it. */
export function isVisible(text: string): boolean {
  return text.replace(UNSEEN, "") !== "";
}

/**
 * Pure: why a text that people write may not be stored, as the end of a sentence that begins with its name; undefined when
 * it may. Every letter of every script may stay, and the joiners inside emoji and Indic words.
 */
export function textFault(text: string, lines: Lines): string | undefined {
  if (TURNING.test(text))
    return "contains a character that turns the reading direction. Type it anew without copying its format";
  if (CONTROL.test(lines === "many" ? text.replace(/\r?\n/g, "") : text))
    return lines === "many"
      ? "contains a character that cannot be printed. Type it anew, with line breaks only"
      : "contains a character that cannot be printed. Type it anew on one line";
  return isVisible(text) ? undefined : "has nothing in it that can be seen. Write it in letters";
}

/** Pure: how many characters of it take part in what is read; spaces between words count. */
export function readLength(text: string): number {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, "").trim().length;
}
