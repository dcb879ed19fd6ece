/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { PAGE_STYLE } from "./page-style.ts";

/** What every HCP page has in common. `lang` is BCP 47; `title` must name no product (domain-rules 3.2). */
export interface PageProps {
  readonly lang: string;
  readonly title: string;
  readonly body: ComponentChildren;
  /** Same-origin script paths; a page is complete without them. */
  readonly scripts?: readonly string[];
}

/**
 * A whole HTML document: style inlined so that the first response paints, no web font, no third party, neutral
 * preview card for messengers.
 */
export function renderPage({ lang, title, body, scripts = [] }: PageProps): string {
  const html = renderToString(
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta property="og:title" content={title} />
        <title>{title}</title>
        {/* a constant of ours; escaping it would break the hash in the security policy */}
        <style dangerouslySetInnerHTML={{ __html: PAGE_STYLE }} />
      </head>
      <body>
        <main>{body}</main>
        {scripts.map((path) => (
          <script key={path} src={path} defer />
        ))}
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
