/**
 * The one style sheet of the HCP pages, inlined by renderPage. Tokens: warm paper, ink for text, one iris for action.
 * Sizes are in rem, so that 200 % text reflows at 320 px; targets are at least 44 px; the system font needs no request.
 * The safety bar sticks to the lower edge of the window until its own place on the page is reached, in the flow of the
 * page, so that nothing lies over it and it lies over nothing that could be focused (`scroll-padding`).
 * Every pair of a size and a weight is a font that a phone sets up before its first paint: a page has six or seven.
 * A rule has a line of its own, because a page is sent only those that it needs (style-of.ts).
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--canvas:#f7f6f3;--surface:#fff;--sunken:#f1efea;--line:#e5e1da;--edge:#8a847a;--text:#1d1b20;--text-2:#55515c;--iris:#5646cc;--iris-text:#4b3cb8;--iris-bg:#efedfd;--heat-text:#ad3a14;--heat-bg:#fdede6;--ok:#17704a;--ok-bg:#e6f4ec;--stop:#b3261e}
@media (prefers-color-scheme:dark){:root{--canvas:#131216;--surface:#1b1a1f;--sunken:#232228;--line:#34323b;--edge:#7d7988;--text:#efedf2;--text-2:#bdb9c6;--iris:#6f60e4;--iris-text:#b0a7ff;--iris-bg:#2a2547;--heat-text:#ffa282;--heat-bg:#3d2118;--ok:#6fd3a2;--ok-bg:#173125;--stop:#ff9d94}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding:1rem 0 8.5rem}
body{margin:0;background:var(--canvas);color:var(--text);font:1.0625rem/1.47 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,form,fieldset,blockquote{margin:0;padding:0;border:0}
ul,ol{list-style:none}
h1{font-size:1.625rem;line-height:1.23;font-weight:680;letter-spacing:-.022em;text-wrap:balance;margin:.5rem 0}
h2,legend{font-size:1.0625rem;line-height:1.4;font-weight:650;letter-spacing:-.01em;margin:1.5rem 0 .5rem;padding:0}
fieldset{margin-top:1.5rem;min-width:0}
legend+.card{margin-top:0}
.note{margin-top:.5rem}
h3{font-size:1rem;line-height:1.375;font-weight:600}
a{color:var(--iris-text);text-underline-offset:3px}
svg{flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
:focus-visible{outline:2px solid var(--iris-text);outline-offset:2px}
header,main,footer{max-width:40rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 .75rem;min-height:3rem;padding-top:.25rem}
header b{display:flex;align-items:center;gap:.5rem;font-size:.9375rem;font-weight:650;letter-spacing:-.01em}
header a,.langs a,.langs b{display:flex;align-items:center;gap:.4rem;min-width:2.75rem;min-height:2.75rem;justify-content:center;font-size:.9375rem;color:var(--text-2);text-decoration:none}
.langs{display:flex;flex-wrap:wrap;margin:0 -.75rem}
.langs b{font-weight:650;color:var(--text)}
.langs a{text-decoration:underline;text-decoration-color:var(--edge)}
.mark{width:1.375rem;height:1.375rem}
main>:last-child{padding-bottom:1.5rem}
.lead,.meta{color:var(--text-2)}
.lead{font-size:.9375rem;line-height:1.47}
.meta{font-size:.875rem;line-height:1.43}
a.num{display:inline-block}
.card{background:var(--surface);border:1px solid var(--line);border-radius:16px;margin:1rem 0 0}
h2+.card{margin-top:0}
.card.pad{padding:1rem}
.pad>h2{margin-top:0}
.pad>*+*{margin-top:.5rem}
.pad>button{margin-top:.875rem}
.check{display:flex;gap:.8rem;padding:.875rem 1rem;line-height:1.375;font-size:1rem}
.check+.check{border-top:1px solid var(--line)}
.check input{inline-size:1.5rem;block-size:1.5rem;margin:0;accent-color:var(--iris);flex:none}
.check b{font-weight:600}
.check .meta{display:block}
.contacts a{display:inline-block;padding:.375rem 0}
.field{display:block;width:100%;min-height:3.125rem;margin:0 0 .5rem;padding:.45rem .75rem;border:1.5px solid var(--edge);border-radius:14px;background:var(--surface);color:var(--text);font:inherit}
textarea.field{line-height:1.4;resize:vertical}
.field[aria-invalid=true]{border-color:var(--stop)}
button,.btn{display:flex;align-items:center;justify-content:center;gap:.5rem;width:100%;min-height:3.125rem;padding:.45rem .75rem;border:1.5px solid var(--edge);border-radius:14px;background:var(--surface);color:var(--text);font:inherit;font-size:1rem;font-weight:600;line-height:1.25;text-align:center;text-decoration:none;cursor:pointer}
button:active{opacity:.75}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(9rem,100%),1fr));gap:.625rem;margin-top:.875rem}
.foot form{display:flex}
.whole{grid-column:1/-1}
.picks{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(5.5rem,100%),1fr));gap:.625rem}
.two .field{margin:0}
.meta+details,.two+.meta{margin-top:.5rem}
button[aria-pressed=true]{border-color:var(--iris);box-shadow:inset 0 0 0 1px var(--iris);background:var(--iris-bg);color:var(--iris-text)}
.days{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(9rem,100%),1fr))}
.days .check{border:0;padding:.625rem 0}
fieldset.days{margin-top:0}
.time{font-size:.9375rem}
button.text{width:auto;min-height:2.75rem;margin:0;padding:0 .5rem;border:0;background:none;color:var(--text-2);font-size:.9375rem;font-weight:400;text-decoration:underline;text-underline-offset:3px}
.mid{display:grid;justify-items:center;margin-top:.5rem}
.mid a{display:flex;align-items:center;min-height:2.75rem;padding:0 .5rem;color:var(--text-2);font-size:.9375rem}
button.stop-all{background:var(--text);border-color:var(--text);color:var(--canvas)}
.stop-all-box{border:2px solid var(--text)}
.problem{color:var(--stop);font-weight:600;padding:.875rem 1rem;border-bottom:1px solid var(--line)}
.done{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem .75rem;margin-top:.75rem;padding:.375rem 1rem;border-radius:12px;background:var(--ok-bg);color:var(--ok);font-size:.9375rem;min-height:2.75rem}
.done button.text{color:var(--ok);font-weight:600}
details{border-top:1px solid var(--line)}
details:last-of-type{border-bottom:1px solid var(--line)}
summary{min-height:2.75rem;padding:.6rem 0;font-size:.9375rem;line-height:1.5;font-weight:500;cursor:pointer}
details p{padding-bottom:.875rem;font-size:.9375rem}
.more{margin-top:1.5rem}
.code{display:inline-block;font:600 1.0625rem/1.5 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.08em}
video{display:block;width:100%;height:auto;max-height:66vh;background:var(--sunken);border-radius:16px;object-fit:contain}
.play{position:relative;display:block;border-radius:16px;overflow:hidden;background:var(--sunken)}
.play::after{content:"";position:absolute;inset:0;border-radius:inherit;box-shadow:inset 0 0 0 1px var(--line)}
.play img{display:block;width:100%;height:auto;max-height:66vh;object-fit:contain}
.play span{position:absolute;inset:0;display:grid;place-items:center;width:4.25rem;height:4.25rem;margin:auto;border-radius:50%;background:#fff;color:#5646cc;box-shadow:0 1px 12px #0006}
.play svg{fill:currentColor;stroke:none;margin-left:.2rem}
.film h2{margin:.75rem 0 0}
.film .meta{margin-top:.5rem}
.film h2+.meta,.film+.meta{margin-top:.25rem}
.back svg{margin-left:-.4rem}
.back{display:inline-flex;align-items:center;gap:.25rem;min-height:2.75rem;padding-right:.5rem;font-weight:600;text-decoration:none;color:var(--text)}
.seg{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;padding:3px;border-radius:13px;background:var(--sunken)}
.seg a{display:flex;align-items:center;justify-content:center;min-height:2.75rem;border-radius:10px;font-size:.9375rem;font-weight:550;color:var(--text-2);text-decoration:none;text-align:center}
.seg a[aria-current]{background:var(--surface);color:var(--text);box-shadow:0 0 0 1px var(--line)}
.item{display:flex;gap:.8rem;align-items:center;min-height:3.75rem;padding:.7rem 0;color:inherit;text-decoration:none}
li+li{border-top:1px solid var(--line)}
.item>svg:last-child{margin-left:auto;color:var(--text-2)}
.thumb{display:grid;place-items:center;flex:none;width:5.25rem;height:3.5rem;border-radius:10px;background:var(--iris-bg);color:var(--iris-text)}
.thumb svg{fill:currentColor;stroke:none}
.thumb.leaf svg{fill:none;stroke:currentColor}
.reading p{margin-top:.75rem}
.reading .btn{margin-top:1rem}
.lead-card .btn{margin-top:.875rem}
.lead-card+.meta{margin-top:.75rem}
.item h3,.item .meta{display:block}
.new{display:inline-block;margin-left:.4rem;padding:0 .45rem;border-radius:6px;background:var(--heat-bg);color:var(--heat-text);font-size:.75rem;line-height:1.5;font-weight:650;vertical-align:1px}
.fresh{color:var(--heat-text);font-weight:600}
.bar,.safety{margin:0 -1.25rem;padding:.6rem 1.25rem;background:var(--surface);font-size:.875rem;line-height:1.25rem}
.bar{position:sticky;bottom:0;z-index:1;margin-top:1.5rem;padding-bottom:max(.6rem,env(safe-area-inset-bottom));border-top:2px solid var(--text)}
.bar div{display:flex;align-items:center;gap:.5rem}
.bar h2{flex:1;min-width:0;margin:0;font-size:.9375rem;line-height:1.25rem}
.bar a{display:flex;align-items:center;min-height:2.75rem;margin:-.5rem 0;font-size:.9375rem;font-weight:650;letter-spacing:-.01em;white-space:nowrap}
.bar p{display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:5;line-clamp:5}
.safety{padding-top:0;scroll-margin-top:9rem}
.safety p{white-space:pre-line}
.safety p+p,.report p+p{margin-top:.5rem}
.report p{font-size:.9375rem}
.safety .back,.card .back{font-size:.9375rem;font-weight:650;letter-spacing:-.01em;color:var(--iris-text)}
@media (max-height:20rem){.bar{position:static}}
footer{padding-bottom:2rem}
footer p{font-size:.875rem;line-height:1.43;color:var(--text-2);padding-top:.875rem}
.foot{display:flex;flex-wrap:wrap;gap:0 .75rem;margin-top:.5rem;font-size:.875rem}
.foot a,.foot button.text{display:inline-flex;align-items:center;border:0;line-height:1.43;font-weight:400;text-decoration:underline;text-underline-offset:3px;min-height:2.75rem;padding:0 .25rem 0 0;font-size:.875rem;color:var(--text-2)}
.choices .row{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.7rem 1rem;min-height:3.75rem}
.choices .piece{display:block}
details li.row{min-height:0;padding:.4rem 0}
details ul{padding-bottom:.5rem}
.piece form{display:flex;flex-wrap:wrap;margin-left:-.5rem}
.row>span{min-width:0;overflow-wrap:anywhere}
.row h3,.row .meta{display:block;hyphens:auto}
button[role=switch]{flex:none;position:relative;width:3.25rem;min-height:2.75rem;border:0;background:none;padding:0}
button[role=switch]::before{content:"";position:absolute;inset:.5rem .125rem;border-radius:99px;background:var(--edge)}
button[role=switch]::after{content:"";position:absolute;left:.3125rem;top:.6875rem;width:1.375rem;height:1.375rem;border-radius:50%;background:#fff}
button[role=switch][aria-checked=true]::before{background:var(--iris)}
button[role=switch][aria-checked=true]::after{left:auto;right:.3125rem}
@media (forced-colors:active){button[role=switch]::before{border:1px solid}button[role=switch]::after{background:CanvasText}}
`;
