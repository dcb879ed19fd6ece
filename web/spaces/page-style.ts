/**
 * The one style sheet of the HCP pages, inlined by renderPage. Tokens: warm paper, ink for text, one iris for action.
 * Targets are at least 44 px, text reflows at 320 px, the system font needs no request.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--canvas:#f7f6f3;--surface:#fff;--line:#e5e1da;--edge:#8a847a;--text:#1d1b20;--text-2:#55515c;--iris:#5646cc;--iris-text:#4b3cb8;--stop:#b3261e}
@media (prefers-color-scheme:dark){:root{--canvas:#131216;--surface:#1b1a1f;--line:#34323b;--edge:#7d7988;--text:#efedf2;--text-2:#bdb9c6;--iris:#6f60e4;--iris-text:#b0a7ff;--stop:#ff9d94}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:36rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.125rem;line-height:1.35;margin:0 0 .5rem}
h3{font-size:1rem;line-height:1.4;margin:0 0 .25rem}
p{margin:0 0 1rem}
a{color:var(--iris-text)}
small,.meta{color:var(--text-2);font-size:.9375rem}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:0 0 1.25rem}
.check{display:flex;gap:.75rem;align-items:flex-start;min-height:44px;padding:.5rem 0}
.check input{inline-size:1.5rem;block-size:1.5rem;margin:.1rem 0 0;accent-color:var(--iris);flex:none}
button{font:inherit;font-weight:600;min-height:48px;padding:.65rem 1.25rem;border-radius:10px;border:1px solid var(--iris);background:var(--iris);color:#fff;width:100%;cursor:pointer}
button.quiet{background:transparent;color:var(--text);border-color:var(--edge)}
:focus-visible{outline:3px solid var(--iris-text);outline-offset:2px}
video{display:block;width:100%;height:auto;background:#000;border-radius:10px;aspect-ratio:var(--ratio,16/9)}
.safety p{margin:0}
.safety{border-left:4px solid var(--text);padding:.25rem 0 .25rem 1rem;margin:1rem 0}
.stop{color:var(--stop)}
footer{border-top:1px solid var(--line);margin-top:2rem;padding-top:1rem}
footer a{display:inline-block;min-height:44px;padding:.6rem .75rem .6rem 0}
`;
