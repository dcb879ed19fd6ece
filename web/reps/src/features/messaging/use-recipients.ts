import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useClient } from "../../app/api.tsx";
import type { Bulk } from "./bulk-words.ts";

/** Everybody of an invitation to many, a hundred at a time: five pages at most. Asked again when its state moves. */
export function useRecipients({ bulkId, state }: Bulk) {
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: ["listRecipients", bulkId, state],
    queryFn: ({ pageParam }) =>
      client.call("listRecipients", {
        params: { bulkId },
        query: { limit: 100, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    // nothing is known of all of them before all were asked about
    enabled: state !== "judging",
    placeholderData: (before) => before,
    // what left goes on arriving
    refetchInterval: state === "sent" ? 15_000 : false,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}
