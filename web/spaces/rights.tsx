/** @jsxImportSource preact */
import { nameOf, PAGE_LANGUAGES } from "./words/speak.ts";
import type { PageLanguage, Words } from "./words/words.ts";

/** The address with a language that was chosen and is not the person's own. */
export function withLang(path: string, lang: PageLanguage | undefined): string {
  if (lang === undefined) return path;
  const [address = "", anchor] = path.split("#");
  const query = `${address}${address.includes("?") ? "&" : "?"}lang=${lang}`;
  return anchor === undefined ? query : `${query}#${anchor}`;
}

/** The same page in another language: plain links, in each language's own name. */
export function LanguageSwitch({ words, path }: { readonly words: Words; readonly path: string }) {
  return (
    <nav class="langs" aria-label={words.nav.languages}>
      {PAGE_LANGUAGES.map((lang) =>
        lang === words.lang ? (
          <b key={lang} lang={lang} aria-current="true">
            {lang.toUpperCase()}
          </b>
        ) : (
          <a
            key={lang}
            lang={lang}
            hreflang={lang}
            href={withLang(path, lang)}
            aria-label={`${lang.toUpperCase()} ${nameOf(lang)}`}
          >
            {lang.toUpperCase()}
          </a>
        ),
      )}
    </nav>
  );
}

/** Keeps a chosen language through a form. */
export function LangField({ lang }: { readonly lang: PageLanguage | undefined }) {
  return lang === undefined ? null : <input type="hidden" name="lang" value={lang} />;
}

/**
 * What an HCP may always do, one press each. "Stop everything" is a form: one press stops, and the page that follows
 * undoes it with one press (P4).
 */
export function RightsNav(props: {
  readonly words: Words;
  /** Chosen language, if any. */
  readonly lang?: PageLanguage | undefined;
  /** Where this person's choices are; absent where nobody knows whose page it is. */
  readonly choices?: string | undefined;
}) {
  const { words, lang, choices } = props;
  const { nav } = words;
  return (
    <nav class="foot" aria-label={nav.rights}>
      {choices !== undefined && (
        <>
          <a href={withLang(choices, lang)}>{nav.choices}</a>
          <form method="post" action={choices}>
            <input type="hidden" name="change" value="stop" />
            <LangField lang={lang} />
            <button type="submit" class="text">
              {nav.stop}
            </button>
          </form>
        </>
      )}
      <a href={withLang("/#privacy", lang ?? words.lang)}>{nav.privacy}</a>
      <a href={withLang("/#safety", lang ?? words.lang)}>{nav.sideEffect}</a>
    </nav>
  );
}
