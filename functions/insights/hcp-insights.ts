import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  type HcpInsights,
  type insightsApi,
  MAX_INSIGHT_HOURS,
  MAX_INSIGHT_VERSIONS,
  MAX_INSIGHT_VISITS,
} from "../../shared/contracts/insights.ts";
import { type HcpId, VersionId } from "../../shared/model/ids.ts";
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
import { Aggregate, type InsightsTable, readAggregate } from "./aggregate-store.ts";
import { hcpVisitsKey } from "./fold.ts";
import { sharesViewing } from "./sharing.ts";
import { type CountedVisit, newestVisits } from "./visit-store.ts";

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
      if (!(await sharesViewing(deps, hcp, context.now))) return { hcpId: hcp.hcpId, shared: false, asOf };
      const [visits, newest, aggregates] = await Promise.all([
        readAggregate(deps, hcpVisitsKey(hcp.hcpId), LOOK),
        newestVisits(deps, hcp.hcpId, { limit: MAX_INSIGHT_VISITS }),
        newestVersions(hcp.hcpId),
      ]);
      return {
        hcpId: hcp.hcpId,
        shared: true,
        asOf,
        visits: visits.visits,
        ...(visits.lastAt === "" ? {} : { lastVisitAt: visits.lastAt }),
        hours: hoursOf(visits.hours),
        versions: await described(aggregates, newest.visits),
      };
    },
  };

  async function newestVersions(hcpId: HcpId): Promise<CountedVersion[]> {
    const found = await deps.tables.send(
      new QueryCommand({
        TableName: deps.insightsTable,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues: { ":pk": `HCP#${hcpId}`, ":sk": "VERSION#" },
        // version ids sort by time: the newest pieces are the ones to talk about
        ScanIndexForward: false,
        Limit: MAX_INSIGHT_VERSIONS,
      }),
    );
    return (found.Items ?? []).map((item) => ({
      versionId: VersionId.parse(String(item.sk).slice("VERSION#".length)),
      counted: Aggregate.parse(item),
    }));
  }

  async function described(
    aggregates: readonly CountedVersion[],
    visits: readonly CountedVisit[],
  ): Promise<Extract<HcpInsights, { shared: true }>["versions"]> {
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
          opened: counted.opened,
          uniqueSeconds: uniqueSeconds(counted.map),
          watchedSeconds: Math.round(counted.watchedMs / 100) / 10,
          activeSeconds: Math.round(counted.activeMs / 100) / 10,
          visits: maps.length,
          visitsPerSecond: visitsPerSecond(maps),
          ...(asset?.state === "ready" ? { durationSeconds: asset.durationSeconds } : {}),
          playsPerSecond: playsPerSecond(counted.map),
          replayed: replayedStretches(counted.map),
          lastAt: counted.lastAt,
          ...(replay === undefined ? {} : { lastReplayAt: replay.lastAt }),
        };
      }),
    );
  }
}

interface CountedVersion {
  readonly versionId: VersionId;
  readonly counted: Aggregate;
}

/** Pure: the newest hours with visits, in order. */
function hoursOf(hours: Aggregate["hours"]) {
  return Object.entries(hours)
    .map(([hour, visits]) => ({ at: instantText(Number(hour) * HOUR), visits }))
    .sort((a, b) => a.at.localeCompare(b.at))
    .slice(-MAX_INSIGHT_HOURS);
}
