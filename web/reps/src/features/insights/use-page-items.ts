import { useQueries } from "@tanstack/react-query";
import { callKey, useCall, useClient } from "../../app/api.tsx";
import type { Hcp } from "../../app/hcp.tsx";
import type { VersionInsight } from "./watch-picture.ts";

/** One piece of an HCP's page, as far as the rep may know it: what is not in use any more has lost its version. */
export interface PageItem {
  readonly versionId: VersionInsight["versionId"];
  readonly title: string;
  readonly version: string | undefined;
}

/** What is on an HCP's page, with titles and versions; undefined while it is on its way. */
export function usePageItems(hcp: Hcp, enabled: boolean) {
  const client = useClient();
  const space = useCall("readSpace", { params: { hcpId: hcp.hcpId } }, { enabled });
  const ids = space.data?.items.map(({ versionId }) => versionId) ?? [];
  const versions = useQueries({
    queries: ids.map((versionId) => {
      const input = { params: { versionId } };
      return {
        queryKey: callKey("readVersion", input),
        queryFn: () => client.call("readVersion", input),
        retry: false,
        staleTime: 60_000,
      };
    }),
    combine: (answers) => answers.map(({ data, isPending }) => ({ data, isPending })),
  });
  if (space.data === undefined || versions.some(({ isPending }) => isPending)) return undefined;
  const items = ids.map((versionId, index): PageItem => {
    const known = versions[index]?.data;
    return {
      versionId,
      title: known?.title ?? "A piece that is not in use any more",
      version: known?.major === undefined ? undefined : `v${known.major}.0`,
    };
  });
  return { items, arrangedAt: space.data.changedAt };
}
