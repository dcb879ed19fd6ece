/** @jsxImportSource preact */
import { noticePage } from "./notice.tsx";
import { LanguageSwitch } from "./rights.tsx";
import { fill } from "./words/speak.ts";

interface End {
  readonly lang: string;
  readonly company: string;
}

/**
 * One page for a link that never was, has ended or was revoked: they look and take alike, and the button is the same.
 * It sends to the address on record and asks for none.
 */
export function linkEndedPage({ token, ...end }: End & { readonly token?: string | undefined }): string {
  if (token === undefined)
    return noticePage(end, ({ ended }) => <Said title={ended.title} text={ended.text} />);
  const path = `/s/${token}`;
  return noticePage({ ...end, aside: (words) => <LanguageSwitch words={words} path={path} /> }, (words) => (
    <>
      <Said title={words.ended.title} text={words.ended.text} />
      <form method="post" action={`${path}/renew`} class="two">
        <input type="hidden" name="lang" value={words.lang} />
        <button type="submit">{words.ended.renew}</button>
      </form>
    </>
  ));
}

/** The answer to "send me a new link", whatever we know and whatever happens. */
export function linkRenewedPage(end: End): string {
  return noticePage(end, ({ ended }) => (
    <>
      <h1>{ended.renewed}</h1>
      <p class="lead" role="status">
        {ended.renewedText}
      </p>
    </>
  ));
}

/** For somebody who says not to be a professional: no product, no question why (domain-rules 3.6). */
export function declinedPage({
  site,
  token,
  ...end
}: End & { readonly site: string; readonly token: string }): string {
  return noticePage({ ...end, choices: `/choices/${token}` }, ({ declined }) => (
    <>
      <Said title={declined.title} text={declined.text} />
      <p class="lead">{fill(declined.site, { site })}</p>
    </>
  ));
}

/** Without a visit in the cookie there is nothing to show. */
export function visitEndedPage(end: End): string {
  return noticePage(end, ({ visitEnded }) => <Said title={visitEnded.title} text={visitEnded.text} />);
}

function Said({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
    </>
  );
}
