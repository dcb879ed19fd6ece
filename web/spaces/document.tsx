/** @jsxImportSource preact */
import type { ReadingBlock } from "../../shared/model/reading-text.ts";
import { AskSection } from "./ask-section.tsx";
import { Icon, renderPage } from "./page.tsx";
import { withLang } from "./rights.tsx";
import { Safety } from "./safety.tsx";
import { ChoicesLink, VisitFoot, type VisitProps } from "./visit-frame.tsx";
import { fill, sizeText, wordsFor } from "./words/speak.ts";
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

/**
 * One document: back, its text as headings and paragraphs of the page, the file beside it, safety. The whole of it is read
 * without opening the PDF.
 */
export function documentPage(props: VisitProps & { readonly document: DocumentOnPage }): string {
  const { company, document, chosen, contentLang, counted } = props;
  const words = wordsFor(props.lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <ChoicesLink words={words} {...props} />,
    foot: <VisitFoot words={words} {...props} />,
    scripts: counted ? ["/assets/attention.js"] : [],
    body: (
      <>
        <a class="back" href={withLang("/space", chosen)}>
          <Icon name="left" />
          {words.nav.back}
        </a>
        <h1 lang={contentLang}>{document.title}</h1>
        <p class="meta num">{readingLine(words, document.seconds)}</p>
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
        <AskSection words={words} {...props} />
        <Safety
          words={words}
          lang={contentLang}
          company={company}
          texts={[document.safetyText]}
          contacts={props.contacts}
          prescribing={props.prescribing}
          codes={document.materialCode === "" ? [] : [document.materialCode]}
        />
      </>
    ),
  });
}
