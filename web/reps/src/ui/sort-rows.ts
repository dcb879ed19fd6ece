import type { CsvValue } from "./csv.ts";

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

const words = new Intl.Collator("en-IE", { numeric: true });

/** Pure: rows by one value; those without one stay at the end either way, equal ones in their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => CsvValue,
  descending: boolean,
): readonly Row[] {
  const direction = descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    if (typeof a === "number" && typeof b === "number") return direction * (a - b);
    return direction * words.compare(String(a), String(b));
  });
}
