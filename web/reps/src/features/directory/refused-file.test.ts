import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "../../ui/csv.ts";
import { csvRecords, fileOfRefused, problemWithFile } from "./refused-file.ts";

describe("reading a CSV text", () => {
  it("knows the line where each record begins, also after a field of several lines", () => {
    expect(csvRecords('\uFEFFa,b\r\n1,"two\nlines, ""quoted"""\r\n\r\n3,\n')).toEqual([
      { line: 1, fields: ["a", "b"] },
      { line: 2, fields: ["1", 'two\nlines, "quoted"'] },
      { line: 5, fields: ["3", ""] },
    ]);
  });

  it("gives back what our own tables write", () => {
    const cell = fc
      .string({ minLength: 1 })
      .filter((text) => !/^[=+\-@\t\r]|\0/.test(text) && !text.startsWith("\uFEFF"));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (rows) => {
        const read = csvRecords(csvText(["x", "y"], rows));
        expect(read.map(({ fields }) => fields)).toEqual([["x", "y"], ...rows]);
      }),
    );
  });
});

describe("the file of refused rows", () => {
  const refused = [
    { row: 3, externalId: "B", problems: [{ column: "country", reason: "It is missing." }] },
    {
      row: 4,
      problems: [
        { column: "npi", reason: "Wrong." },
        { column: "email", reason: "Malformed." },
      ],
    },
  ];

  it("has the rows as they were, with what was wrong at the end", () => {
    expect(fileOfRefused(refused, "external_id,country\nA,IE\nB,\nC")).toEqual({
      header: ["external_id", "country", "reasons"],
      rows: [
        ["B", "", "country: It is missing."],
        ["C", "", "npi: Wrong. email: Malformed."],
      ],
    });
  });

  it("has row, id and reasons when the file is not at hand any more", () => {
    expect(fileOfRefused(refused, undefined)).toEqual({
      header: ["row", "external_id", "reasons"],
      rows: [
        [3, "B", "country: It is missing."],
        [4, "", "npi: Wrong. email: Malformed."],
      ],
    });
  });
});

describe("a file before its upload", () => {
  it.each([
    ["empty", { name: "a.csv", size: 0 }, "", /is empty/],
    ["too large", { name: "a.csv", size: 20 * 1024 * 1024 + 1 }, "a,b", /larger than 20 MB/],
    ["a spreadsheet", { name: "list.XLSX", size: 5 }, "PK", /This is a spreadsheet/],
    [
      "with semicolons",
      { name: "a.csv", size: 5 },
      "external_id;npi\n1;2",
      /uses semicolons.*Save it as CSV with commas/,
    ],
    ["with tabs", { name: "a.txt", size: 5 }, "external_id\tnpi\n", /uses tabs/],
  ])("is refused when it is %s", (_, file, beginning, words) => {
    expect(problemWithFile(file, beginning)).toMatch(words);
  });

  it("is taken with commas, also when a field has a semicolon", () => {
    expect(problemWithFile({ name: "a.csv", size: 5 }, "external_id,npi\n1;2,3")).toBeUndefined();
  });
});
