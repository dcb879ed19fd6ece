/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { renderPage } from "./page.tsx";
import { RightsNav } from "./rights.tsx";
import { fill, wordsFor } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

/** Whose page it is, and in which language. */
export interface NoticeProps {
  readonly lang: string;
  readonly company: string;
  /** Path of the reader's choices, where a link leads to them. */
  readonly choices?: string;
  readonly aside?: (words: Words) => ComponentChildren;
}

/** A page that says one thing and names no product: the company's frame, its rights, and this text. */
export function noticePage(
  { lang, company, choices, aside }: NoticeProps,
  text: (words: Words) => ComponentChildren,
): string {
  const words = wordsFor(lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    ...(aside === undefined ? {} : { aside: aside(words) }),
    foot: <RightsNav words={words} choices={choices} />,
    body: text(words),
  });
}
