import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "../../shared/contracts/directory/imports.ts";
import { decideHeader, type Header, IMPORT_COLUMNS } from "./import-columns.ts";
import type { ConsentCells } from "./import-consents.ts";
import type { ImportRow } from "./import-row.ts";

/** The file as a whole cannot be taken; the message says what to do, and nothing was changed by it. */
export class FileRefused extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "FileRefused";
  }
}

/** A row of the file: `line` is where it begins, the header being line 1. Undefined values: the fields do not fit. */
export interface FileRow {
  readonly line: number;
  readonly values: ImportRow | undefined;
  /** What the row claims about consents, where the file has such columns. */
  readonly consents?: ConsentCells;
}

/**
 * Reads a CSV file as a stream, row by row, in constant memory.
 * @throws FileRefused when it is no UTF-8 CSV file with our header, is cut off, or has no or too many rows
 */
export async function* readImportFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  const ending = { newline: false };
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    bom: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: 64 * 1024,
  });
  // pipeline hands a failure of the source on to the parser, where the loop below meets it
  pipeline(Readable.from(utf8Text(bytes, ending)), parser, () => {});
  let header: Header | undefined;
  let rows = 0;
  let short: number | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const line = info.lines - record.reduce((lines, field) => lines + newlines(field), 0);
      if (header === undefined) {
        const decision = decideHeader(record);
        if (decision.kind === "refused") throw new FileRefused(decision.reason);
        header = decision.header;
        continue;
      }
      rows += 1;
      if (rows > MAX_IMPORT_ROWS)
        throw new FileRefused(
          `The file has more than ${MAX_IMPORT_ROWS} rows. Split it and upload the parts one by one.`,
        );
      short = record.length < header.width ? line : undefined;
      const fits = record.length === header.width;
      const consents = fits ? consentCells(record, header) : undefined;
      yield {
        line,
        values: fits ? byColumn(record, header) : undefined,
        ...(consents === undefined ? {} : { consents }),
      };
    }
  } catch (error) {
    throw error instanceof CsvError ? csvRefusal(error) : error;
  }
  if (header === undefined)
    throw new FileRefused("The file is empty. Export it again with a header and at least one row.");
  if (rows === 0)
    throw new FileRefused("The file has a header but no rows. Export it again and check the filter.");
  if (short !== undefined && !ending.newline) throw cutOff(short);
}

function byColumn(record: readonly string[], header: Header): ImportRow {
  const values = IMPORT_COLUMNS.map((column) => [column, record[header.positions[column]] ?? ""]);
  return Object.fromEntries(values) as ImportRow;
}

function consentCells(record: readonly string[], { consents }: Header): ConsentCells | undefined {
  const cells = Object.entries(consents).map(([column, at]) => [column, record[at] ?? ""] as const);
  return cells.length === 0 ? undefined : Object.fromEntries(cells);
}

function newlines(field: string): number {
  return field.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Decodes strictly: a wrong encoding must not come in as question marks in people's names. */
async function* utf8Text(
  bytes: AsyncIterable<Uint8Array>,
  ending: { newline: boolean },
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let size = 0;
  for await (const chunk of bytes) {
    if (size === 0) refuseOtherKinds(chunk);
    size += chunk.length;
    if (size > MAX_IMPORT_BYTES)
      throw new FileRefused("The file is larger than 20 MB. Split it and upload the parts one by one.");
    const text = decode(decoder, chunk);
    if (text.includes("\0"))
      throw new FileRefused("This is not a text file. Save it as CSV UTF-8 and upload it again.");
    if (text !== "") {
      ending.newline = /[\r\n]$/.test(text);
      yield text;
    }
  }
  decode(decoder, undefined);
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new FileRefused(
      "The file is not in UTF-8, so names would be damaged. Save it as CSV UTF-8 and upload it again.",
    );
  }
}

/** Beginnings by which other kinds of files are known. */
const OTHER_KINDS = [
  { begins: [0x25, 0x50, 0x44, 0x46], kind: "a PDF" },
  { begins: [0x50, 0x4b, 0x03, 0x04], kind: "an Excel workbook or a ZIP file" },
  { begins: [0xd0, 0xcf, 0x11, 0xe0], kind: "an old Excel workbook" },
  { begins: [0x1f, 0x8b], kind: "a compressed file" },
  { begins: [0xff, 0xfe], kind: "a text in UTF-16" },
  { begins: [0xfe, 0xff], kind: "a text in UTF-16" },
] as const;

function refuseOtherKinds(chunk: Uint8Array): void {
  const other = OTHER_KINDS.find(({ begins }) => begins.every((byte, index) => chunk[index] === byte));
  if (other !== undefined)
    throw new FileRefused(`This is ${other.kind}. Save the list as CSV UTF-8 and upload it again.`);
}

function csvRefusal(error: CsvError): FileRefused {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return cutOff(error["lines"]);
  const line = typeof error["lines"] === "number" ? `Line ${error["lines"]}` : "A line";
  return new FileRefused(`${line} is not valid CSV: check its quotation marks and upload the file again.`);
}

function cutOff(line: unknown): FileRefused {
  return new FileRefused(
    `The file ends in the middle of a row (line ${String(line)}): it was cut off. Export it and upload it again.`,
  );
}
