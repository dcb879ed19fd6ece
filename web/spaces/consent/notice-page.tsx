/** @jsxImportSource preact */
import { renderPage } from "../page.tsx";
import { RightsNav } from "../rights.tsx";
import { wordsFor } from "../words/speak.ts";

/** A page with one message and at most one thing to press. */
export interface Notice {
  readonly lang: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The declarations that the button is about, set apart so that nobody agrees to it unread. */
  readonly quote?: string | readonly string[];
  /** The form posts to the page's own address and carries nothing: the link says it all. */
  readonly button?: string;
  readonly company?: string;
  /** Where the person's other choices are. */
  readonly choices?: string;
}

/** The page of a consent link: what it is about, and one big button that does it. */
export function noticePage({ lang, title, paragraphs, quote, button, company, choices }: Notice): string {
  const [first, ...rest] = paragraphs;
  const words = wordsFor(lang);
  return renderPage({
    lang,
    title,
    ...(company === undefined ? {} : { company }),
    foot: <RightsNav words={words} />,
    body: (
      <>
        <h1>{title}</h1>
        <p class="lead">{first}</p>
        {[quote ?? []].flat().map((text) => (
          <blockquote key={text} class="card pad">
            {text}
          </blockquote>
        ))}
        {rest.map((text) => (
          <p key={text} class="lead note">
            {text}
          </p>
        ))}
        {button === undefined ? null : (
          <form method="post" class="two">
            <button type="submit">{button}</button>
          </form>
        )}
        {choices === undefined ? null : (
          <p class="mid">
            <a href={choices}>{words.nav.choices}</a>
          </p>
        )}
      </>
    ),
  });
}
