/** XML as S3 speaks it: small documents built from nested values, and small request bodies read into a tree. */

/** A child that is undefined is left out; an array repeats its element. */
type XmlValue = string | number | boolean | undefined | XmlNode | readonly XmlValue[];
export interface XmlNode {
  readonly [name: string]: XmlValue;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** Escapes character data. Control characters that XML 1.0 cannot carry become U+FFFD, as S3's own answers do. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (c) => escapes[c] ?? c).replace(/(?![\t\n\r])\p{Cc}/gu, "\ufffd");
}

function render(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((item: XmlValue) => render(name, item)).join("");
  if (typeof value === "object") {
    const inside = Object.entries(value)
      .map(([child, content]) => render(child, content))
      .join("");
    return `<${name}>${inside}</${name}>`;
  }
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** A whole document whose root is in S3's namespace. */
export function xmlDocument(root: string, content: XmlNode): string {
  const body = render(root, content).replace(
    `<${root}>`,
    `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

/** The error document; S3 gives it no namespace. */
export function xmlErrorDocument(content: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render("Error", content)}`;
}

/** An element of a request body: its children in order, or its text when it has none. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, entity: string) => {
    if (!entity.startsWith("#")) return entities[entity] ?? whole;
    const code =
      entity[1] === "x" ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * Reads one document. Attributes, comments and processing instructions are skipped.
 * @throws SyntaxError when tags do not nest or there is no root.
 */
export function parseXml(source: string): XmlElement {
  interface Open {
    name: string;
    text: string;
    children: XmlElement[];
  }
  const stack: Open[] = [{ name: "", text: "", children: [] }];
  const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s>/]+)[^>]*?(\/?)>|([^<]+)/g;
  let consumed = 0;
  for (const match of source.matchAll(token)) {
    if (match.index !== consumed) throw new SyntaxError("not well formed");
    consumed += match[0].length;
    const top = stack[stack.length - 1];
    if (!top) throw new SyntaxError("unbalanced end tag");
    const [, cdata, closing, name, selfClosing, text] = match;
    if (cdata !== undefined) top.text += cdata;
    else if (text !== undefined) top.text += unescapeXml(text);
    else if (name !== undefined) {
      const local = name.replace(/^.*:/, "");
      if (closing) {
        if (top.name !== local || stack.length === 1) throw new SyntaxError(`unexpected </${local}>`);
        stack.pop();
        stack[stack.length - 1]?.children.push(top);
      } else if (selfClosing) top.children.push({ name: local, text: "", children: [] });
      else stack.push({ name: local, text: "", children: [] });
    }
  }
  const root = stack[0]?.children[0];
  if (consumed !== source.length || stack.length !== 1 || !root) throw new SyntaxError("not well formed");
  return root;
}

/** Text of the first child of that name, or undefined. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}
