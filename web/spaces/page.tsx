/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { PAGE_STYLE } from "./page-style.ts";
import { styleOf } from "./style-of.ts";

const styleFor = styleOf(PAGE_STYLE);

/** What every HCP page has in common. `lang` is BCP 47; `title` must name no product (domain-rules 3.2). */
export interface PageProps {
  readonly lang: string;
  readonly title: string;
  readonly body: ComponentChildren;
  /** Stands at the top with the company's mark. @default no head */
  readonly company?: string;
  /** At the right of the head: one link, or the languages. */
  readonly aside?: ComponentChildren;
  /** Below the content: rights, always within reach. */
  readonly foot?: ComponentChildren;
  /** Same-origin script paths; a page is complete without them. */
  readonly scripts?: readonly string[];
}

/**
 * A whole HTML document: style inlined so that the first response paints, no web font, no third party, neutral
 * preview card for messengers.
 */
export function renderPage({ lang, title, body, company, aside, foot, scripts = [] }: PageProps): string {
  const content = renderToString(
    <>
      {company !== undefined && (
        <header>
          <b>
            <Mark />
            {company}
          </b>
          {aside}
        </header>
      )}
      <main>{body}</main>
      {foot !== undefined && <footer>{foot}</footer>}
      {scripts.map((path) => (
        <script key={path} src={path} defer />
      ))}
    </>,
  );
  const html = renderToString(
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta property="og:title" content={title} />
        <title>{title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: rules of ours; escaping them would break the hash in the security policy */}
        <style dangerouslySetInnerHTML={{ __html: styleFor(content) }} />
      </head>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: rendered, and so escaped, a moment before */}
      <body dangerouslySetInnerHTML={{ __html: content }} />
    </html>,
  );
  return `<!doctype html>${html}`;
}

/** The company's mark; its colours are its own in light and dark. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 22 22" aria-hidden="true">
      <circle cx="11" cy="11" r="11" fill="#1e4b7d" stroke="none" />
      <path d="M5 14.5 11 6l6 8.500M8 14.500h6" stroke="#fff" />
    </svg>
  );
}

/** Tabler's outlines, inlined: at most a dozen on all pages together. */
const ICONS = {
  alert:
    "M12 9v4M10.363 3.591l-8.106 13.534a1.914 1.914 0 0 0 1.636 2.871h16.214a1.914 1.914 0 0 0 1.636 -2.87l-8.106 -13.536a1.914 1.914 0 0 0 -3.274 0M12 16h.01",
  adjust:
    "M12 6a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M4 6h8M16 6h4M6 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M4 12h2M10 12h10M15 18a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M4 18h11M19 18h1",
  document:
    "M14 3v4a1 1 0 0 0 1 1h4M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2zM9 9h1M9 13h6M9 17h6",
  left: "M15 6l-6 6l6 6",
  right: "M9 6l6 6l-6 6",
  play: "M6 4v16a1 1 0 0 0 1.524 .852l13 -8a1 1 0 0 0 0 -1.704l-13 -8a1 1 0 0 0 -1.524 .852z",
  stop: "M8 13v-7.500a1.500 1.500 0 0 1 3 0v6.500M11 5.500v-2a1.500 1.500 0 1 1 3 0v8.500M14 5.500a1.500 1.500 0 0 1 3 0v6.500M17 7.500a1.500 1.500 0 0 1 3 0v8.500a6 6 0 0 1 -6 6h-2h.208a6 6 0 0 1 -5.012 -2.700a69.740 69.740 0 0 1 -.196 -.3c-.312 -.479 -1.407 -2.388 -3.286 -5.728a1.500 1.500 0 0 1 .536 -2.022a1.867 1.867 0 0 1 2.280 .28l1.470 1.470",
} as const;

/** An icon beside a word; it says nothing by itself. */
export function Icon({ name, size = 20 }: { readonly name: keyof typeof ICONS; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}
