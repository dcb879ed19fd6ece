import type { Answer, Cell } from "./analyst-tables.ts";

/** Pure: an aligned table with a head and the number of rows; numbers end in one line, a missing value is NULL. */
export function tableText({ columns, rows }: Answer): string {
  const texts = rows.map((row) => row.map(shown));
  const widths = columns.map((name, at) =>
    Math.max(name.length, ...texts.map((row) => (row[at] ?? "").length)),
  );
  const numeric = columns.map((_, at) => rows.some((row) => isNumber(row[at])));
  const line = (cells: readonly string[]) =>
    cells
      .map((text, at) => (numeric[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  return [line(columns), rule, ...texts.map(line), `(${count})`].join("\n");
}

/** Pure: one JSON object a row. A bigint is text; of columns with the same name the last one counts. */
export function jsonLines({ columns, rows }: Answer): string {
  return rows
    .map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])))
    .map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value)))
    .join("\n");
}

function shown(cell: Cell): string {
  return cell === null ? "NULL" : String(cell).replaceAll("\n", "\\n");
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === "number" || typeof cell === "bigint";
}
