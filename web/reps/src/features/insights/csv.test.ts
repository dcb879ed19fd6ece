import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";

describe("a table as CSV", () => {
  it("quotes what needs it and runs nothing", () => {
    const table = {
      columns: ["Item", "Seconds"],
      rows: [
        ['Say "hello", twice', 12],
        ["=1+1", -3],
      ],
    };
    expect(csvOf(table)).toBe('Item,Seconds\r\n"Say ""hello"", twice",12\r\n\'=1+1,-3\r\n');
  });
});
