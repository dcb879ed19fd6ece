/** @jsxImportSource preact */
import { renderPage } from "./page.tsx";
import { LanguageSwitch, RightsNav } from "./rights.tsx";
import { fill, wordsFor } from "./words/speak.ts";

interface End {
  readonly lang: string;
  readonly company: string;
}

/**
 * One page for a link that never was, has ended or was revoked: they look and take alike, and the button is the same.
 * It sends to the address on record and asks for none.
 */
export function linkEndedPage({
  lang,
  company,
  token,
}: End & { readonly token?: string | undefined }): string {
  const words = wordsFor(lang);
  const { ended } = words;
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    ...(token === undefined ? {} : { aside: <LanguageSwitch words={words} path={`/s/${token}`} /> }),
    foot: <RightsNav words={words} />,
    body: (
      <>
        <h1>{ended.title}</h1>
        <p class="lead">{ended.text}</p>
        {token !== undefined && (
          <form method="post" action={`/s/${token}/renew`} class="two">
            <input type="hidden" name="lang" value={words.lang} />
            <button type="submit">{ended.renew}</button>
          </form>
        )}
      </>
    ),
  });
}

/** The answer to "send me a new link", whatever we know and whatever happens. */
export function linkRenewedPage({ lang, company }: End): string {
  const words = wordsFor(lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    foot: <RightsNav words={words} />,
    body: (
      <>
        <h1>{words.ended.renewed}</h1>
        <p class="lead" role="status">
          {words.ended.renewedText}
        </p>
      </>
    ),
  });
}

/** For somebody who says not to be a professional: no product, no question why (domain-rules 3.6). */
export function declinedPage(props: End & { readonly site: string; readonly token: string }): string {
  const { company, site, token } = props;
  const words = wordsFor(props.lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    foot: <RightsNav words={words} choices={`/choices/${token}`} />,
    body: (
      <>
        <h1>{words.declined.title}</h1>
        <p class="lead">{words.declined.text}</p>
        <p class="lead">{fill(words.declined.site, { site })}</p>
      </>
    ),
  });
}

/** Without a visit in the cookie there is nothing to show. */
export function visitEndedPage({ lang, company }: End): string {
  const words = wordsFor(lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    foot: <RightsNav words={words} />,
    body: (
      <>
        <h1>{words.visitEnded.title}</h1>
        <p class="lead">{words.visitEnded.text}</p>
      </>
    ),
  });
}
