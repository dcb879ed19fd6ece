/**
 * What stands in a template's `{{name}}`; undefined takes the section `{{#name}} … {{/name}}` out, a list repeats it for
 * each of its texts.
 */
export type MailValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Fills a compiled mail (see `infra/mail-templates.ts`). Sections go first and values in one pass after them, each
 * escaped, so that no value can open a section, a placeholder or a tag.
 * @throws Error when the template names something that has no value
 */
export function fillMail(template: string, values: MailValues): string {
  const kept = template.replace(
    /\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}/g,
    (_section, name: string, inside: string) => {
      const value = values[name];
      if (value === undefined) return "";
      if (typeof value === "string") return inside;
      return value.map((_text, n) => inside.replaceAll(`{{${name}}}`, `{{${name}.${n}}}`)).join("");
    },
  );
  return kept.replace(/\{\{(\w+)(?:\.(\d+))?\}\}/g, (_place, name: string, nth: string | undefined) => {
    const known = values[name];
    const value = nth === undefined || typeof known === "string" ? known : known?.[Number(nth)];
    if (typeof value !== "string") throw new Error(`the mail has no ${name}`);
    return escapeHtml(value);
  });
}

/** Text as HTML text or attribute value. */
function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/**
 * A name as it may stand in a mail. Mail programs make links of whatever looks like an address, a domain or a number,
 * and a name comes from a file: only letters, spaces and what names are written with stay. undefined when nothing does.
 */
export function inertName(name: string): string | undefined {
  const plain = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}'’.,&() -]+/gu, " ")
    // a dot ends an abbreviation; without a space it would make a domain (`praxis.com`)
    .replace(/\.(?=\p{L}\p{L}|\p{L}\p{M})/gu, ". ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80)
    .trim();
  return /\p{L}/u.test(plain) ? plain : undefined;
}
