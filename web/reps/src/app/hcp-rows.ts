import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useClient } from "./api.tsx";

/** Rows change seldom while somebody looks: going back to a list asks nothing for this long. */
const FRESH_MS = 5 * 60_000;

/** Everybody whom the person may see, a thousand at a time; what is there can be used while the rest comes. */
export function useHcpPages({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: ["listHcpRows", "all"],
    queryFn: ({ pageParam }) =>
      client.call("listHcpRows", { query: pageParam === "" ? {} : { cursor: pageParam } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    staleTime: FRESH_MS,
    enabled,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (enabled && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [enabled, hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}
