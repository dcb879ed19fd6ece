/** @jsxImportSource preact */
import type { ReadingBlock } from "../../shared/model/reading-text.ts";
import { Icon } from "./page.tsx";
import { piecePage } from "./piece-page.tsx";
import type { VisitProps } from "./visit-frame.tsx";
import { fill, sizeText } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

/** A document as its page shows it. The file's address is signed and ends after an hour. */
export interface DocumentOnPage {
  readonly versionId: string;
  readonly title: string;
  /** How long it takes to read. */
  readonly seconds: number;
  readonly blocks: readonly ReadingBlock[];
  readonly file: { readonly href: string; readonly bytes: number };
  /** Shown with the text, never one tap away (LINT-1). */
  readonly safetyText: string;
  readonly materialCode: string;
}

/** `Document · 2 minutes to read`. */
export function readingLine(words: Words, seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const [one, several] = words.space.document;
  return fill(minutes === 1 ? one : several, { n: minutes });
}

/** One document: its text as headings and paragraphs of the page, the file beside it. All of it is read without the PDF. */
export function documentPage(props: VisitProps & { readonly document: DocumentOnPage }): string {
  const { document, contentLang, counted } = props;
  return piecePage(props, {
    ...document,
    shown: (words) => (
      <>
        <p class="meta">{readingLine(words, document.seconds)}</p>
        <article class="reading" data-version={document.versionId} data-visit={props.visit}>
          <a
            class="btn"
            href={document.file.href}
            type="application/pdf"
            data-file={counted ? "" : undefined}
          >
            <Icon name="document" />
            {fill(words.space.openFile, { size: sizeText(document.file.bytes, words.lang) })}
          </a>
          <div lang={contentLang}>
            {document.blocks.map(({ kind, text }, index) =>
              kind === "heading" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other name and never move
                <h2 key={index}>{text}</h2>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <p key={index}>{text}</p>
              ),
            )}
          </div>
        </article>
      </>
    ),
  });
}
