/** One record of a CSV text: the line where it begins, and its fields. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** What is next in a CSV text: a quoted field, a plain one, a comma, an end of line. */
const TOKEN = /"((?:[^"]|"")*)"|([^",\r\n]+)|(,)|(\r\n|\n|\r)/gu;

/** Pure: the records of a CSV text with commas (RFC 4180) in order, without empty lines. */
export function csvRecords(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields = [""];
  let line = 1;
  let begins = 1;
  const end = () => {
    if (fields.length > 1 || fields[0] !== "") records.push({ line: begins, fields });
    fields = [""];
  };
  for (const [, quoted, plain, comma, newline] of text.replace(/^\uFEFF/, "").matchAll(TOKEN)) {
    if (comma !== undefined) fields.push("");
    else if (newline !== undefined) {
      end();
      line += 1;
      begins = line;
    } else {
      const value = quoted?.replaceAll('""', '"') ?? plain ?? "";
      fields[fields.length - 1] += value;
      line += value.match(/\r\n|\n|\r/g)?.length ?? 0;
    }
  }
  end();
  return records;
}

/** A refused row as the report has it. */
export interface Refused {
  readonly row: number;
  readonly externalId?: string | undefined;
  readonly problems: readonly { readonly column: string; readonly reason: string }[];
}

/** All that was wrong with a row, in one cell. */
export function reasonsOf({ problems }: Refused): string {
  return problems.map(({ column, reason }) => `${column}: ${reason}`).join(" ");
}

/**
 * Pure: header and rows of the file to correct and upload again: the refused rows as they were, with what was wrong in a
 * last column that an import ignores. Without the file at hand: row, id and reasons only.
 */
export function fileOfRefused(
  refused: readonly Refused[],
  original: string | undefined,
): { readonly header: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] } {
  const records = original === undefined ? [] : csvRecords(original);
  const header = records[0]?.fields;
  if (header === undefined)
    return {
      header: ["row", "external_id", "reasons"],
      rows: refused.map((one) => [one.row, one.externalId ?? "", reasonsOf(one)]),
    };
  const byLine = new Map(records.map((record) => [record.line, record.fields]));
  return {
    header: [...header, "reasons"],
    rows: refused.map((one) => {
      const fields = byLine.get(one.row) ?? [];
      return [...header.map((_, at) => fields[at] ?? ""), reasonsOf(one)];
    }),
  };
}

/** Pure: what can be said of a file before it is uploaded; undefined when nothing speaks against it. */
export function problemWithFile(
  file: { readonly name: string; readonly size: number },
  beginning: string,
): string | undefined {
  if (file.size === 0) return "The file is empty. Export it again with a header and at least one row.";
  if (file.size > 20 * 1024 * 1024)
    return "The file is larger than 20 MB. Split it and upload the parts one by one.";
  if (/\.(xlsx?|ods|numbers)$/i.test(file.name))
    return "This is a spreadsheet. Save it as CSV UTF-8 and choose that file.";
  const header = beginning.split(/\r\n|\n|\r/, 1)[0] ?? "";
  const separator = header.includes(",")
    ? undefined
    : header.includes(";")
      ? "semicolons"
      : header.includes("\t")
        ? "tabs"
        : undefined;
  if (separator !== undefined)
    return `This file uses ${separator} between its columns. Save it as CSV with commas (in Excel: Save as, CSV UTF-8, with English number settings) and choose it again.`;
  return undefined;
}
