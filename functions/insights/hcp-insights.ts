import {
  type HcpInsights,
  type insightsApi,
  MAX_INSIGHT_HOURS,
  MAX_INSIGHT_VERSIONS,
  MAX_INSIGHT_VISITS,
} from "../../shared/contracts/insights.ts";
import { kindOfVersion } from "../../shared/model/reading-text.ts";
import { HOUR, instantText } from "../../shared/model/time.ts";
import {
  playsPerSecond,
  replayedStretches,
  uniqueSeconds,
  visitsPerSecond,
} from "../../shared/model/watch-map.ts";
import { findVersions } from "../content/facts.ts";
import { visibleHcp } from "../directory/facts.ts";
import { findAsset } from "../media/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type Aggregate, type InsightsTable, readAggregate } from "./aggregate-store.ts";
import { hcpVisitsKey } from "./fold.ts";
import { sharedViewing } from "./sharing.ts";
import { attentionByVersion, type CountedVisit, newestVisits, withoutHidden } from "./visit-store.ts";

export interface HcpInsightsDeps extends InsightsTable {
  readonly recordsTable: string;
  readonly peopleTable: string;
  readonly auditTable: string;
}

/** Titles and sums may be a moment old; whether the rep may see them is asked strongly consistent. */
const LOOK = { consistent: false } as const;

/** The rep's view of one HCP's attention: a bounded number of reads, whatever number of events there was. */
export function makeHcpInsights(
  deps: HcpInsightsDeps,
): Pick<HandlersOf<typeof insightsApi>, "readHcpInsights"> {
  return {
    readHcpInsights: async ({ params, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "insights.read", context.now);
      const asOf = instantText(context.now);
      const shared = await sharedViewing(deps, hcp, context.now);
      if (shared === undefined) return { hcpId: hcp.hcpId, shared: false, asOf };
      const [visits, newest] = await Promise.all([
        readAggregate(deps, hcpVisitsKey(hcp.hcpId), LOOK),
        newestVisits(deps, hcp.hcpId, { limit: MAX_INSIGHT_VISITS }),
      ]);
      return {
        hcpId: hcp.hcpId,
        shared: true,
        asOf,
        visits: visits.visits,
        ...(visits.lastAt === "" ? {} : { lastVisitAt: visits.lastAt }),
        hours: hoursOf(visits.hours),
        versions: await described(withoutHidden(newest.visits, shared)),
      };
    },
  };

  async function described(
    visits: readonly CountedVisit[],
  ): Promise<Extract<HcpInsights, { shared: true }>["versions"]> {
    const aggregates = attentionByVersion(visits).slice(0, MAX_INSIGHT_VERSIONS);
    const versions = await findVersions(
      deps,
      aggregates.map((one) => one.versionId),
      LOOK,
    );
    return Promise.all(
      aggregates.map(async ({ versionId, counted }) => {
        const version = versions.find((one) => one.versionId === versionId);
        // newest first
        const seen = visits.flatMap((visit) =>
          visit.versions.flatMap((one) => (one.versionId === versionId ? [one.counted] : [])),
        );
        const maps = seen.map(({ map }) => map);
        const replay = seen.find(({ map }) => replayedStretches(map).length > 0);
        const asset = version === undefined ? undefined : await findAsset(deps, version.assetId, LOOK);
        return {
          versionId,
          title: version?.title ?? "",
          kind: kindOfVersion(version ?? {}),
          opened: counted.opened,
          downloads: counted.downloads,
          uniqueSeconds: uniqueSeconds(counted.map),
          watchedSeconds: Math.round(counted.watchedMs / 100) / 10,
          activeSeconds: Math.round(counted.activeMs / 100) / 10,
          visits: maps.length,
          visitsPerSecond: visitsPerSecond(maps),
          ...(asset?.state === "ready" && asset.kind === "film"
            ? { durationSeconds: asset.durationSeconds }
            : {}),
          playsPerSecond: playsPerSecond(counted.map),
          replayed: replayedStretches(counted.map),
          lastAt: counted.lastAt,
          ...(replay === undefined ? {} : { lastReplayAt: replay.lastAt }),
        };
      }),
    );
  }
}

/** Pure: the newest hours with visits, in order. */
function hoursOf(hours: Aggregate["hours"]) {
  return Object.entries(hours)
    .map(([hour, visits]) => ({ at: instantText(Number(hour) * HOUR), visits }))
    .sort((a, b) => a.at.localeCompare(b.at))
    .slice(-MAX_INSIGHT_HOURS);
}
