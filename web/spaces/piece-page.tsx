/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { AskSection } from "./ask-section.tsx";
import { Gone } from "./gone.tsx";
import { Icon, renderPage } from "./page.tsx";
import { withLang } from "./rights.tsx";
import { Safety } from "./safety.tsx";
import { ChoicesLink, VisitFoot, type VisitProps } from "./visit-frame.tsx";
import { fill, wordsFor } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

/** One piece on a page of its own. */
interface Piece {
  readonly title: string;
  /** Shown with the piece, never one tap away (LINT-1). */
  readonly safetyText: string;
  readonly materialCode: string;
  /** What stands between the title and the way to ask. */
  readonly shown: (words: Words) => ComponentChildren;
}

/**
 * The page of one piece: back, its title, the piece, the way to ask, safety.
 * @param piece absent when it may no longer be shown, or never was this person's: they look alike
 */
export function piecePage(props: VisitProps, piece: Piece | undefined): string {
  const { company, chosen, contentLang } = props;
  const words = wordsFor(props.lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <ChoicesLink words={words} {...props} />,
    foot: <VisitFoot words={words} {...props} />,
    scripts: props.counted && piece !== undefined ? ["/assets/attention.js"] : [],
    body: (
      <>
        <a class="back" href={withLang("/space", chosen)}>
          <Icon name="left" />
          {words.nav.back}
        </a>
        {piece === undefined ? (
          <>
            <h1>{words.front.lost}</h1>
            <Gone words={words} {...props} />
          </>
        ) : (
          <>
            <h1 lang={contentLang}>{piece.title}</h1>
            {piece.shown(words)}
            <AskSection words={words} {...props} />
            <Safety
              words={words}
              lang={contentLang}
              company={company}
              texts={[piece.safetyText]}
              contacts={props.contacts}
              prescribing={props.prescribing}
              codes={piece.materialCode === "" ? [] : [piece.materialCode]}
            />
          </>
        )}
      </>
    ),
  });
}
