import { useMemo } from "react";
import type { HcpRow } from "../../../../shared/contracts/directory.ts";
import { type FoundRow, searchable } from "./hcp-filter.ts";
import { useHcpPages } from "./hcp-rows.ts";

const known = new WeakMap<HcpRow, FoundRow>();

/** A row is made searchable once, whenever pages are added. */
function ready(row: HcpRow): FoundRow {
  const before = known.get(row);
  if (before !== undefined) return before;
  const made = searchable(row);
  known.set(row, made);
  return made;
}

/** The rows of everybody, ready to be searched; `complete` when no page is on its way. */
export function useHcpRows() {
  const query = useHcpPages();
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items.map(ready)) ?? [], [query.data]);
  return { query, rows, complete: query.data !== undefined && !query.hasNextPage };
}
