import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillMail, inertName } from "./mail-template.ts";

describe("a filled mail", () => {
  const template = '<p title="{{name}}">{{name}}</p>{{#extra}}<b>{{extra}}</b>{{/extra}}';

  it("escapes every value, also in attributes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (name, extra) => {
        const html = fillMail(template, { name, extra });
        const [, title, text, more] =
          /^<p title="([^"<>]*)">([^<>]*)<\/p><b>([^<>]*)<\/b>$/s.exec(html) ?? [];
        expect([title, text, more].map(unescaped)).toEqual([name, name, extra]);
      }),
    );
  });

  it("takes no value for a placeholder or a section", () => {
    const html = fillMail(template, { name: "{{extra}}{{#extra}}", extra: undefined });
    expect(html).toBe('<p title="{{extra}}{{#extra}}">{{extra}}{{#extra}}</p>');
  });

  it("repeats a section for each text of a list, and escapes each", () => {
    const list = "<ul>{{#points}}<li>{{points}}</li>{{/points}}</ul>";
    const html = fillMail(list, { points: ["one & {{points}}", "two"] });
    expect(html).toBe("<ul><li>one &amp; {{points}}</li><li>two</li></ul>");
    expect(fillMail(list, { points: [] })).toBe("<ul></ul>");
  });

  it("fails where a value is missing, instead of leaving a hole", () => {
    expect(() => fillMail(template, { extra: "x" })).toThrow("no name");
  });
});

function unescaped(html: string | undefined): string {
  const plain = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
  return (html ?? "").replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => plain[entity as keyof typeof plain]);
}

describe("a name in a mail", () => {
  it.each([
    ["Dr. med. Jörg Müller-Lüdenscheidt", "Dr. med. Jörg Müller-Lüdenscheidt"],
    ["Dr. Máire Ní Dhomhnaill", "Dr. Máire Ní Dhomhnaill"],
    ["Seán O'Rourke", "Seán O'Rourke"],
    ["Dr. J.R.R. d’Arc", "Dr. J.R.R. d’Arc"],
    ["Dr.med. Groß", "Dr. med. Groß"],
    ["Dr https://evil.example/x?y=1", "Dr https evil. example x y"],
    ["www.evil.example", "www. evil. example"],
    ["ana@evil.example", "ana evil. example"],
    ["<b>Ann</b> [x](y) +353 86 123", "b Ann b x (y)"],
    ["Ann\u202Egro.live\u200B", "Ann gro. live"],
  ])("%j is printed as %j", (name, printed) => {
    expect(inertName(name)).toBe(printed);
  });

  it("is left out when nothing of it is a name", () => {
    expect(inertName("+353 86 123 4567")).toBeUndefined();
    expect(inertName("  ")).toBeUndefined();
  });

  it("never looks like an address, a link, a number or markup, and stays what it is the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const printed = inertName(name) ?? "";
        expect(printed).not.toMatch(/[@/:<>\d[\]\\|_]|\.\p{L}\p{L}/u);
        expect(inertName(printed) ?? "").toBe(printed);
      }),
      { numRuns: 1000 },
    );
  });
});
