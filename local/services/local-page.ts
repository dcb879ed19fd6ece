/** The look of the runtime's own pages (inbox, sign-in): plain HTML, no script, light and dark. */

/** Text made safe for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A complete page; `title` is text, `css` and `body` are trusted HTML. */
export function localPage(title: string, css: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title>
<style>${BASE}${css}</style></head>
<body>${body}</body></html>`;
}

/** No script and nothing from elsewhere but pictures. Forms are free: a sign-in form ends in a redirect to the app. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; media-src https: http:; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'";

const BASE = `
:root{--canvas:#F7F6F3;--surface:#FFF;--sunken:#F1EFEA;--line:#E5E1DA;--edge:#8A847A;--text:#1D1B20;--text-2:#55515C;--text-3:#6B6772;--iris:#5646CC;--iris-text:#4B3CB8;--iris-bg:#EFEDFD}
@media (prefers-color-scheme:dark){:root{--canvas:#131216;--surface:#1B1A1F;--sunken:#232228;--line:#34323B;--edge:#7D7988;--text:#EFEDF2;--text-2:#BDB9C6;--text-3:#9A96A4;--iris:#6F60E4;--iris-text:#B0A7FF;--iris-bg:#2A2547}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;-webkit-text-size-adjust:100%}
a{color:var(--iris-text)}
h1{font-size:1.5rem;line-height:2rem;letter-spacing:-.01em;margin:0;text-wrap:balance}
:focus-visible{outline:2px solid var(--iris);outline-offset:2px;border-radius:8px}
.meta{color:var(--text-3);font-size:.8125rem;line-height:1.25rem}
`;
