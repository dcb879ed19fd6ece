/** One value of a CSV file. */
export type CsvValue = string | number | undefined;

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: CsvValue): string {
  if (value === undefined) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV text (RFC 4180) of rows below their header. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Saves a CSV text as a file; the mark at the start tells spreadsheets that it is UTF-8. */
export function downloadCsv(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // the browser has begun by then
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
