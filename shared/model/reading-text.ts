/** Longest text that is read beside a document, characters. */
export const MAX_READING_CHARACTERS = 20_000;

/** What a document says, for reading on a phone: a heading of the second rank, or a paragraph. */
export interface ReadingBlock {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** A line that begins so is a heading. */
const HEADING = /^#\s+(?=\S)/;

/** Words that a professional reads in a minute: the lower end for silent reading, so that nobody is promised too little. */
const WORDS_A_MINUTE = 200;

/**
 * Pure: a reading text in blocks. A line that begins with `# ` is a heading; other lines make paragraphs, which a blank line
 * parts. Line breaks inside a paragraph are spaces, as in the file that it was copied from.
 */
export function readingBlocks(text: string): ReadingBlock[] {
  const blocks: ReadingBlock[] = [];
  let lines: string[] = [];
  const close = () => {
    if (lines.length > 0) blocks.push({ kind: "paragraph", text: lines.join(" ") });
    lines = [];
  };
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line !== "" && !HEADING.test(line)) {
      lines.push(line);
      continue;
    }
    close();
    if (line !== "") blocks.push({ kind: "heading", text: line.replace(HEADING, "") });
  }
  close();
  return blocks;
}

/** Pure: how long it takes to read, whole minutes in seconds and at least one. */
export function readingSeconds(text: string): number {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return 60 * Math.max(1, Math.ceil(words / WORDS_A_MINUTE));
}

/** Pure: why a text would not do beside a document, as the end of a sentence; undefined when it does. */
export function readingFault(text: string): string | undefined {
  return readingBlocks(text).some(({ kind }) => kind === "paragraph")
    ? undefined
    : "needs at least one paragraph below its headings";
}

/** Pure: what a version shows. Its asset is of the same kind from the submission on. */
export function kindOfVersion(version: { readonly readingText?: string | undefined }): "film" | "document" {
  return version.readingText === undefined ? "film" : "document";
}
