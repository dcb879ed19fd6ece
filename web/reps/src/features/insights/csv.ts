/** A table in plain values. */
export interface PlainTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A table as CSV (RFC 4180). A text that a spreadsheet would run as a formula is made plain. */
export function csvOf({ columns, rows }: PlainTable): string {
  return [columns, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Saves a text as a file, with the mark by which spreadsheets know UTF-8. */
export function saveCsv(name: string, table: PlainTable): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", csvOf(table)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
