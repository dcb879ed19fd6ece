import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { HcpRow } from "../../../../../shared/contracts/directory.ts";
import { useClient } from "../../app/api.tsx";
import { type FoundRow, searchable } from "./hcp-filter.ts";

/** Rows change seldom while somebody looks: going back to the list asks nothing for this long. */
const FRESH_MS = 5 * 60_000;
const known = new WeakMap<HcpRow, FoundRow>();

/** A row is made searchable once, whenever pages are added. */
function ready(row: HcpRow): FoundRow {
  const before = known.get(row);
  if (before !== undefined) return before;
  const made = searchable(row);
  known.set(row, made);
  return made;
}

/** Everybody whom the person may see, a thousand at a time; the list can be used while the rest comes. */
export function useHcpRows() {
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: ["listHcpRows", "all"],
    queryFn: ({ pageParam }) =>
      client.call("listHcpRows", { query: pageParam === "" ? {} : { cursor: pageParam } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    staleTime: FRESH_MS,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items.map(ready)) ?? [], [query.data]);
  return { query, rows, complete: query.data !== undefined && !hasNextPage };
}
