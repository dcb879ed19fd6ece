import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ENGAGEMENT_SORT_KEY } from "../shared/contracts/engagement.ts";

const ROOT = resolve(import.meta.dirname, "..");
const DOCUMENT = readFileSync(resolve(ROOT, "docs/data-model.md"), "utf8");

/** Sources that are deployed or run by operators, as path and text. */
const SOURCES = readdirSync(resolve(ROOT, "functions"), { recursive: true, encoding: "utf8" })
  .map((file) => `functions/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(resolve(ROOT, file), "utf8") }));

/** Values of the constants that keys are written with: `const OPEN = "…"` and the members of `const LIBRARY = { … }`. */
const CONSTANTS = new Map<string, string>(
  Object.entries(ENGAGEMENT_SORT_KEY).map(([name, value]) => [`ENGAGEMENT_SORT_KEY.${name}`, value]),
);
for (const { text } of SOURCES) {
  for (const [, name = "", value = ""] of text.matchAll(/const ([A-Z_]+) = "([^"]*)"/g))
    CONSTANTS.set(name, value);
  for (const [, name, members = ""] of text.matchAll(/const ([A-Z_]+) = \{([^{}]*)\}/g))
    for (const [, member, value = ""] of members.matchAll(/(\w+): "([^"]*)"/g))
      CONSTANTS.set(`${name}.${member}`, value);
}

/** `HCP#${hcpId}` and `HCP#<hcpId>` are the same form `HCP#<>`. */
function formOf(key: string): string {
  return key
    .replace(/\$\{([A-Z_]+(?:\.\w+)?)\}/g, (whole, name) => CONSTANTS.get(name) ?? whole)
    .replace(/\$\{[^{}]*\}|<[^<>]*>/g, "<>");
}

/** Every form of a key in a source: templates that begin like a key, literals and constants given to a key attribute. */
function keyForms(text: string): string[] {
  const templates = [...text.matchAll(/`((?:[A-Z_]+#|\$\{[A-Z_]+\.\w+\})[^`]*)`/g)].map(
    ([, key = ""]) => key,
  );
  const given = [...text.matchAll(/\b(?:gsi\d)?[ps]k: ("[^"]*"|[A-Z_]+(?:\.\w+)?)(?=[\s,}])/g)].map(
    ([, value = ""]) => (value.startsWith('"') ? value.slice(1, -1) : `\${${value}}`),
  );
  return [...templates, ...given].map(formOf);
}

/** Cells of the item tables: columns pk and sk, and the keys named in the column of indexes. */
const ROWS = [...DOCUMENT.matchAll(/^\| ([^|]+) \| (`[^|]+`) \| (`[^|]+`) \|([^|]*)\|/gm)];
const spans = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
const DOCUMENTED = ROWS.flatMap(([, , pk = "", sk = "", indexes = ""]) => [pk, sk, indexes].flatMap(spans));

/** Values alone, like a padded number, say nothing that could be compared. */
const telling = (forms: Iterable<string>) =>
  [...new Set(forms)].filter((form) => /[A-Z]/.test(form.replaceAll("<>", ""))).sort();

describe("docs/data-model.md", () => {
  it("lists the forms of keys that are in the code, and no others", () => {
    const inCode = SOURCES.flatMap(({ text }) => keyForms(text));
    expect(telling(DOCUMENTED.map(formOf))).toEqual(telling(inCode));
    expect(telling(inCode).length).toBeGreaterThan(40);
  });

  it("names the indexes that each capability uses", () => {
    const inCode = SOURCES.flatMap(({ file, text }) =>
      [...text.matchAll(/\bgsi\d(?=pk\b)/g)].map(([index]) => `${file.split("/")[1]} ${index}`),
    );
    const section = (at: number) =>
      DOCUMENT.slice(0, at)
        .match(/^##+ (\w+)/gm)
        ?.at(-1)
        ?.replace(/#+ /, "");
    const documented = ROWS.flatMap((row) => {
      // people's table belongs to the directory as a whole, and what is behind the wall came in
      const owners: Readonly<Record<string, string>> = { people: "directory", restricted: "inbound" };
      const named = section(row.index) ?? "";
      const capability = owners[named] ?? named;
      return [...(row[4] ?? "").matchAll(/\bgsi\d/g)].map(([index]) => `${capability} ${index}`);
    });
    expect([...new Set(documented)].sort()).toEqual([...new Set(inCode)].sort());
  });

  it("names every file that asks DynamoDB for something, and no others", () => {
    const asks =
      /new (?:Get|BatchGet|Query|Scan|Put|Update|Delete)Command\(|\b(?:Put|Update|Delete|ConditionCheck): \{/;
    const inCode = SOURCES.filter(
      ({ text }) => /lib-dynamodb|runtime\/transaction/.test(text) && asks.test(text),
    ).map(({ file }) => file);
    const named = spans(DOCUMENT).filter((span) => /^functions\/.*(?<!\.test)\.ts$/.test(span));
    expect([...new Set(named)].sort()).toEqual(inCode.sort());
  });

  it("says that nothing scans but the operator's verification, which is so", () => {
    expect(SOURCES.filter(({ text }) => text.includes("ScanCommand")).map(({ file }) => file)).toEqual([
      "functions/audit/read-audit.ts",
    ]);
  });
});
