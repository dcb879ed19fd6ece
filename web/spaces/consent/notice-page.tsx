/** @jsxImportSource preact */
import { renderPage } from "../page.tsx";

/** A page with one message and at most one thing to press. */
export interface Notice {
  readonly lang: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The declarations that the button is about, set apart so that nobody agrees to it unread. */
  readonly quote?: string | readonly string[];
  /** The form posts to the page's own address and carries nothing: the link says it all. */
  readonly button?: string;
}

/** The page of a consent link: what it is about, and one big button that does it. */
export function noticePage({ lang, title, paragraphs, quote, button }: Notice): string {
  const [first, ...rest] = paragraphs;
  return renderPage({
    lang,
    title,
    body: (
      <>
        <h1>{title}</h1>
        <p>{first}</p>
        {[quote ?? []].flat().map((text) => (
          <blockquote key={text} class="card">
            {text}
          </blockquote>
        ))}
        {rest.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {button === undefined ? null : (
          <form method="post">
            <button type="submit">{button}</button>
          </form>
        )}
      </>
    ),
  });
}
