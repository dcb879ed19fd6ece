import { useQueries } from "@tanstack/react-query";
import type { CallOutput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";

export type Poster = CallOutput<"listPosters">["items"][number];

const AT_ONCE = 50;
/** Addresses live for a quarter of an hour at least. */
const RENEW_MS = 10 * 60_000;

/**
 * Posters by version; without one while it is on its way or there is none. Asked for in fixed groups of `all`, and only
 * those that have something shown, so that searching and filtering ask for nothing twice.
 */
export function usePosters(all: readonly string[], shown: ReadonlySet<string>): ReadonlyMap<string, Poster> {
  const client = useClient();
  const groups = Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, group) =>
    all.slice(group * AT_ONCE, (group + 1) * AT_ONCE),
  ).filter((ids) => ids.some((id) => shown.has(id)));
  return useQueries({
    queries: groups.map((ids) => {
      const input = { query: { versionIds: ids.join(",") } };
      return {
        queryKey: callKey("listPosters", input),
        queryFn: () => client.call("listPosters", input),
        staleTime: RENEW_MS,
        refetchInterval: RENEW_MS,
      };
    }),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }) => data?.items ?? []).map((one): [string, Poster] => [one.versionId, one]),
      ),
  });
}
