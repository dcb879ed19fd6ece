import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { callKey, useClient } from "../../app/api.tsx";
import type { Version } from "./library-search.ts";

/** Most versions that a browser searches through; a company has some hundreds. */
const MOST = 1000;

export interface Library {
  readonly versions: readonly Version[];
  /** There are older ones that were not loaded. */
  readonly more: boolean;
}

/** Everything of the library that the person may see, loaded page by page once and searched here. */
export function useLibrary(): UseQueryResult<Library, Error> {
  const client = useClient();
  return useQuery({
    queryKey: [...callKey("listContent"), "all"],
    queryFn: async (): Promise<Library> => {
      const versions: Version[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
        const page = await client.call("listContent", { query });
        versions.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== undefined && versions.length < MOST);
      return { versions, more: cursor !== undefined };
    },
  });
}
