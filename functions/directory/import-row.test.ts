import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IMPORT_COLUMNS, type ImportColumn } from "./import-columns.ts";
import { decideRow, type ImportRow } from "./import-row.ts";
import { isNpi } from "./npi.ts";

const GOOD: ImportRow = {
  external_id: "T-1",
  npi: "",
  title: "Dr.",
  first_name: "Aoife",
  last_name: "O’Súilleabháin",
  specialty: "Cardiology",
  taxonomy_code: "207RC0000X",
  kind: "community",
  institution: "Harbour Clinic",
  country: "IE",
  region: "",
  city: "Cork",
  time_zone: "Europe/Dublin",
  language: "en-IE",
  email: "Aoife@Example.com",
  mobile: "0851234567",
  formulary_status: "",
  territory: "IE-01",
};
const NOBODY = new Set<string>();
const problemsOf = (change: Partial<ImportRow>, earlier: ReadonlySet<string> = NOBODY) => {
  const decision = decideRow({ ...GOOD, ...change }, earlier);
  return decision.kind === "kept" ? [] : decision.problems.map((problem) => problem.column);
};

describe("decideRow", () => {
  it("keeps a whole row, with the number in E.164, the address in lower case and empty fields left out", () => {
    expect(decideRow(GOOD, NOBODY)).toEqual({
      kind: "kept",
      person: expect.objectContaining({
        mobile: "+353851234567",
        email: "aoife@example.com",
        npi: undefined,
      }),
    });
  });

  it.each<[string, Partial<ImportRow>, ImportColumn[]]>([
    ["an NPI whose check digit is wrong", { npi: "1234567890" }, ["npi"]],
    ["an NPI that begins with 3", { npi: "3234567893" }, ["npi"]],
    ["a time zone that IANA does not know", { time_zone: "Europe/Munich" }, ["time_zone"]],
    ["a time zone that is an offset and knows no summer", { time_zone: "EST" }, ["time_zone"]],
    ["an offset in the form of a place", { time_zone: "Etc/GMT+5" }, ["time_zone"]],
    ["a state that is no code", { country: "US", region: "Florida", mobile: "" }, ["region"]],
    ["a number too short for a mobile", { country: "GB", mobile: "0113 496" }, ["mobile"]],
    ["a number of another country", { mobile: "+4915550000003" }, ["mobile"]],
    ["a landline's length", { country: "FR", mobile: "+331234" }, ["mobile"]],
    ["a missing name", { first_name: " " }, ["first_name"]],
    [
      "both names missing and a malformed address, all reasons in column order",
      { first_name: "", last_name: "", email: "nope" },
      ["first_name", "last_name", "email"],
    ],
    ["a country that is not served", { country: "XX" }, ["country"]],
    ["a language without region", { language: "en" }, ["language"]],
    ["an unknown kind", { kind: "boss" }, ["kind"]],
    ["a territory in small letters", { territory: "ie-01" }, ["territory"]],
    ["an external id that is a formula", { external_id: "=1" }, ["external_id"]],
    ["no external id", { external_id: "" }, ["external_id"]],
    [
      "names in which nothing can be seen",
      { first_name: "\u200B", last_name: "\u2060" },
      ["first_name", "last_name"],
    ],
    ["an institution with a bell in it", { institution: "Mercy\u0007" }, ["institution"]],
    ["a name that turns the reading direction", { last_name: "abc\u202Edef" }, ["last_name"]],
  ])("refuses %s", (_name, change, columns) => {
    expect(problemsOf(change)).toEqual(columns);
  });

  it.each(["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])(
    "refuses a name that a spreadsheet would run: %j",
    (name) => {
      expect(problemsOf({ last_name: name })).toEqual(["last_name"]);
    },
  );

  it.each([
    "http://example.org/x",
    "HTTPS://example.org",
    "www.example.org",
    "win-a-prize.com",
    "x@example.org",
  ])("refuses a name that a mail program would turn into a link: %j", (name) => {
    expect(problemsOf({ first_name: name, last_name: name, institution: name })).toEqual([
      "first_name",
      "last_name",
      "institution",
    ]);
  });

  it.each(["O’Connor-Ní Dhomhnaill", "St. Colm", "Dr.Comyn", "J.R. Organ", "Nguyễn Thị", "D'Amico Jr."])(
    "keeps a name of a person: %j",
    (name) => {
      expect(problemsOf({ last_name: name })).toEqual([]);
    },
  );

  it("keeps a US state by the code under which its hours are known", () => {
    expect(decideRow({ ...GOOD, country: "US", region: "fl", mobile: "" }, NOBODY)).toMatchObject({
      person: { region: "FL" },
    });
    expect(problemsOf({ country: "GB", region: "England", mobile: "" })).toEqual([]);
  });

  it("refuses the second row of an external id in the file", () => {
    expect(problemsOf({}, new Set(["T-1"]))).toEqual(["external_id"]);
  });

  it("keeps numbers of every country that are reserved for fiction", () => {
    const numbers = {
      GB: "+447700900012",
      DE: "+4915550000003",
      FR: "+33639980000",
      US: "+14155550101",
    } as const;
    for (const [country, mobile] of Object.entries(numbers))
      expect(problemsOf({ country, mobile })).toEqual([]);
  });

  it("never throws, and no reason repeats a value of the row", () => {
    const value = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: "binary", maxLength: 30 }));
    const rows = fc.record(
      Object.fromEntries(IMPORT_COLUMNS.map((column) => [column, value])) as Record<
        ImportColumn,
        typeof value
      >,
    );
    fc.assert(
      fc.property(rows, (row) => {
        const decision = decideRow(row, NOBODY);
        if (decision.kind === "kept") return;
        const reasons = decision.problems.map((problem) => problem.reason).join(" ");
        for (const text of Object.values(row)) if (text.length > 12) expect(reasons).not.toContain(text);
      }),
    );
  });

  it("never keeps a text that begins with a sign of a formula", () => {
    const columns = fc.constantFrom<ImportColumn>(
      "title",
      "first_name",
      "last_name",
      "specialty",
      "institution",
      "region",
      "city",
    );
    const text = fc
      .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r"), fc.string({ maxLength: 20 }))
      .map(([sign, rest]) => `${sign}${rest}x`);
    fc.assert(
      fc.property(columns, text, (column, value) => problemsOf({ [column]: value }).includes(column)),
    );
  });
});

describe("isNpi", () => {
  it.each([
    ["1234567893", true],
    ["1993999998", true],
    ["1234567890", false],
  ])("domain-rules C.1: %s is %s", (npi, valid) => {
    expect(isNpi(npi)).toBe(valid);
  });

  it("finds every single wrong digit", () => {
    const position = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [..."1234567893"].map(Number);
        digits[at] = ((digits[at] ?? 0) + by) % 10;
        return !isNpi(digits.join(""));
      }),
    );
  });
});
