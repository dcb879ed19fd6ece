/** Tags that stand on every page, so that a rule for them needs no proof. */
const ALWAYS = new Set(["html", "head", "body", "main"]);

/** One rule of the sheet, with what must be on a page for each of its selectors to matter. */
interface Rule {
  readonly text: string;
  /** Of each selector, the tags, classes (`.card`) and roles (`[role=switch]`) that it cannot do without. */
  readonly needs: readonly (readonly string[])[];
}

/**
 * Makes a function that gives a page the rules it needs: a first response has about 14 kB before the server has to hear
 * back, and the sheet of all pages together is most of that.
 * @param sheet a style sheet with one rule, or one block of a media query, on each line
 */
export function styleOf(sheet: string): (html: string) => string {
  const rules = sheet
    .split("\n")
    .filter((line) => line !== "")
    .map(readRule);
  return (html) => {
    const has = namesOn(html);
    return rules
      .filter(({ needs }) => needs.some((names) => names.every((name) => has.has(name))))
      .map(({ text }) => text)
      .join("");
  };
}

function readRule(text: string): Rule {
  const block = /^@media[^{]*\{(.*)\}$/.exec(text)?.[1] ?? text;
  const selectors = [...block.matchAll(/([^{}]+)\{/g)].flatMap(([, list = ""]) => split(list));
  return { text, needs: selectors.map(namesIn) };
}

/** A list of selectors at its commas, but for those within brackets. */
function split(list: string): string[] {
  return list.replace(/\([^()]*\)/g, "").split(",");
}

function namesIn(selector: string): string[] {
  const roles = selector.match(/\[role=\w+\]/g) ?? [];
  const plain = selector.replace(/\[[^\]]*\]|::?[\w-]+/g, "");
  const names = plain.match(/\.?[a-z][\w-]*/g) ?? [];
  return [...roles, ...names.filter((name) => !ALWAYS.has(name))];
}

function namesOn(html: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, tag = ""] of html.matchAll(/<([a-z][a-z0-9]*)/g)) names.add(tag);
  for (const [, role = ""] of html.matchAll(/ role="(\w+)"/g)) names.add(`[role=${role}]`);
  for (const [, list = ""] of html.matchAll(/ class="([^"]*)"/g))
    for (const name of list.split(" ")) names.add(`.${name}`);
  return names;
}
