import { describe, expect, it } from "vitest";
import { PAGE_STYLE } from "./page-style.ts";
import { styleOf } from "./style-of.ts";

const SHEET = `
*{margin:0}
main>:last-child{padding:0}
h2,legend{font-weight:650}
.card{border:1px solid}
.card.pad{padding:1rem}
.bar:has(p+p),.bar:has(p+p)+.safety{--lines:6}
button:active{opacity:.75}
button[role=switch]::before{content:""}
.seg a[aria-current]{color:red}
@media (prefers-color-scheme:dark){:root{color:white}}
@media (min-width:48em){.cols{display:grid}.rows{display:flex}}
`;
const styled = styleOf(SHEET);
const ALWAYS = [
  "*{margin:0}",
  "main>:last-child{padding:0}",
  "@media (prefers-color-scheme:dark){:root{color:white}}",
];
const beyond = (html: string) => ALWAYS.reduce((style, rule) => style.replace(rule, ""), styled(html));

describe("the style that a page is sent", () => {
  it("is what every page needs, where there is nothing special", () => {
    expect(styled("<main><p>Hello</p></main>")).toBe(ALWAYS.join(""));
  });

  it.each([
    ["a tag", "<legend>", "h2,legend{font-weight:650}"],
    ["one class of two", '<p class="card">', ".card{border:1px solid}"],
    ["both classes", '<p class="card pad">', ".card{border:1px solid}.card.pad{padding:1rem}"],
    ["what stands within brackets or behind a colon", "<button>", "button:active{opacity:.75}"],
    ["a role", '<button role="switch">', 'button:active{opacity:.75}button[role=switch]::before{content:""}'],
    ["any selector of a list", '<p class="bar">', ".bar:has(p+p),.bar:has(p+p)+.safety{--lines:6}"],
    ["a whole selector only", '<nav class="seg">', ""],
    ["an attribute that may come and go", '<nav class="seg"><a>', ".seg a[aria-current]{color:red}"],
    [
      "a block for some windows",
      '<p class="rows">',
      "@media (min-width:48em){.cols{display:grid}.rows{display:flex}}",
    ],
    ["words that only look like a name", "<p>card legend</p>", ""],
  ])("has the rules for %s", (_, html, rules) => {
    expect(beyond(html)).toBe(rules);
  });

  it("comes from a sheet with one rule a line, all of which are for something", () => {
    for (const line of PAGE_STYLE.trim().split("\n")) expect(line).toMatch(/^[^{}]+\{.*\}$/);
    const everything = styleOf(PAGE_STYLE)(
      [...PAGE_STYLE.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => `<i class="${name}">`).join("") +
        [...PAGE_STYLE.matchAll(/(?<![\w.-])([a-z][a-z0-9]*)/g)].map(([, tag]) => `<${tag}>`).join("") +
        '<i role="switch">',
    );
    expect(everything).toBe(PAGE_STYLE.replaceAll("\n", ""));
  });
});
