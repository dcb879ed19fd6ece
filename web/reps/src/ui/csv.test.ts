import { expect, it } from "vitest";
import { csvText } from "./csv.ts";

it("quotes what would break a row, and leaves the rest alone", () => {
  expect(
    csvText(
      ["name", "n"],
      [
        ["Byrne, Áine", 3],
        ['say "hi"', undefined],
        ["two\nlines", -1],
      ],
    ),
  ).toBe('name,n\r\n"Byrne, Áine",3\r\n"say ""hi""",\r\n"two\nlines",-1\r\n');
});

it("keeps a spreadsheet from taking a text for a formula; numbers stay numbers", () => {
  expect(csvText(["a"], [["=1+1"], ["@x"], [-5]])).toBe("a\r\n'=1+1\r\n'@x\r\n-5\r\n");
});
