import type { HcpId, VersionId } from "../../shared/model/ids.ts";
import type { ViewingRules } from "../consent/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import { attentionByVersion, newestVisits } from "./visit-store.ts";

/** Items of the newest visits that are looked at. */
const ITEMS = 200;
/** More pieces than these are on no page. */
const NEWEST = 20;

/**
 * What is counted of a person's viewing, piece by piece, newest first: for the person themself, who may see what their
 * rep may see, also of what they hid from the rep. Ask only while they agree to be counted. One Query.
 */
export async function playedBy(
  deps: { readonly tables: Tables; readonly insightsTable: string },
  hcpId: HcpId,
  { counts }: Pick<ViewingRules, "counts">,
): Promise<
  readonly {
    readonly versionId: VersionId;
    readonly watchedMs: number;
    readonly activeMs: number;
    readonly downloads: number;
    readonly lastAt: string;
  }[]
> {
  const { visits } = await newestVisits(deps, hcpId, { limit: ITEMS });
  const kept = visits.map((visit) => ({
    ...visit,
    versions: visit.versions.filter(({ versionId, counted }) => counts(versionId, counted.lastAt)),
  }));
  return attentionByVersion(kept)
    .slice(0, NEWEST)
    .map(({ versionId, counted }) => ({
      versionId,
      watchedMs: counted.watchedMs,
      activeMs: counted.activeMs,
      downloads: counted.downloads,
      lastAt: counted.lastAt,
    }));
}
