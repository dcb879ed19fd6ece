import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_IMPORT_ROWS } from "../../shared/contracts/directory/imports.ts";
import { IMPORT_COLUMNS } from "./import-columns.ts";
import { FileRefused, type FileRow, readImportFile } from "./import-file.ts";

const HEADER = IMPORT_COLUMNS.join(",");
const row = (id: string, rest = "x") => [id, ...IMPORT_COLUMNS.slice(1).map(() => rest)].join(",");

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
async function read(content: string | Uint8Array, chunk = 7): Promise<FileRow[]> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const rows: FileRow[] = [];
  for await (const found of readImportFile(chunked(bytes, chunk))) rows.push(found);
  return rows;
}
async function refusal(content: string | Uint8Array): Promise<string> {
  try {
    await read(content, 64 * 1024);
  } catch (error) {
    if (error instanceof FileRefused) return error.reason;
    throw error;
  }
  return "accepted";
}

describe("readImportFile", () => {
  it("reads rows with the line they begin at, over quoted line breaks, blank lines, a BOM and a missing last newline", async () => {
    const quoted = row("b").replace("x", '"x\ny"');
    const rows = await read(`\uFEFF${HEADER}\r\n${row("a")}\r\n${quoted}\r\n\r\n${row("c")}`);
    expect(rows.map(({ line, values }) => [line, values?.external_id])).toEqual([
      [2, "a"],
      [3, "b"],
      [6, "c"],
    ]);
  });

  it("reads the same whatever the size of the chunks, also within a letter", async () => {
    const text = `${HEADER}\n${row("a", "Łucja")}\n${row("b", "München")}\n`;
    const whole = await read(text, 1_000_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (size) => {
        expect(await read(text, size)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it("takes the columns in any order and ignores others", async () => {
    const names = [...IMPORT_COLUMNS].reverse();
    const rows = await read(`extra,${names.join(",").toUpperCase()}\nz,${names.join(",")}\n`);
    expect(rows[0]?.values?.territory).toBe("territory");
  });

  it("marks a row whose fields do not fit the header", async () => {
    const rows = await read(`${HEADER}\n1,2\n${row("a")}\n`);
    expect(rows.map((found) => found.values?.external_id)).toEqual([undefined, "a"]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["nothing", "", /empty/],
    ["a header alone", `${HEADER}\n`, /no rows/],
    ["no header", `${row("a")}\n`, /not a header/],
    ["a header that lacks a column", `${HEADER.replace("npi,", "")}\na\n`, /lacks npi/],
    ["semicolons", `${HEADER.replaceAll(",", ";")}\na;b\n`, /commas/],
    ["a PDF", "%PDF-1.7\n%âãÏÓ", /PDF/],
    ["a workbook", new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), /workbook/],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x65, 0]), /UTF-16/],
    [
      "Latin-1",
      Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from(row("a", "Müller"), "latin1")]),
      /UTF-8/,
    ],
    ["binary", `${HEADER}\n\0\0\0`, /not a text file/],
    ["a row that is cut off", `${HEADER}\n${row("a")}\nb,x,x`, /line 3\): it was cut off/],
    ["a quotation that never ends", `${HEADER}\n${row("a")}\n"b,x,x`, /cut off/],
    ["too many rows", `${HEADER}\n${`${row("a")}\n`.repeat(MAX_IMPORT_ROWS + 1)}`, /more than 10000 rows/],
    ["too many bytes", new Uint8Array(21 * 1024 * 1024).fill(97), /20 MB|not valid CSV/],
  ])("refuses %s and says what to do", async (_name, content, reason) => {
    expect(await refusal(content)).toMatch(reason);
  });
});
