import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type HcpInsights, type insightsApi, MAX_INSIGHT_VERSIONS } from "../../shared/contracts/insights.ts";
import { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import { type HcpId, VersionId } from "../../shared/model/ids.ts";
import { playsPerSecond, replayedStretches, uniqueSeconds } from "../../shared/model/watch-map.ts";
import { consentHead } from "../consent/facts.ts";
import { findVersions } from "../content/facts.ts";
import { visibleHcp } from "../directory/facts.ts";
import { findAsset } from "../media/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { Aggregate, type InsightsTable, readAggregate } from "./aggregate-store.ts";
import { hcpVisitsKey } from "./fold.ts";

export interface HcpInsightsDeps extends InsightsTable {
  readonly recordsTable: string;
  readonly peopleTable: string;
  readonly auditTable: string;
}

/** Titles and sums may be a moment old; whether the rep may see them is asked strongly consistent. */
const LOOK = { consistent: false } as const;

/** The rep's view of one HCP's attention: a bounded number of reads, whatever number of events there was. */
export function makeHcpInsights(deps: HcpInsightsDeps): HandlersOf<typeof insightsApi> {
  return {
    readHcpInsights: async ({ params, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "insights.read", context.now);
      if (!(await shares(hcp, context.now))) return { hcpId: hcp.hcpId, shared: false };
      const [visits, versions] = await Promise.all([
        readAggregate(deps, hcpVisitsKey(hcp.hcpId), LOOK),
        versionsOf(hcp.hcpId),
      ]);
      return {
        hcpId: hcp.hcpId,
        shared: true,
        visits: visits.visits,
        ...(visits.lastAt === "" ? {} : { lastVisitAt: visits.lastAt }),
        versions,
      };
    },
  };

  /** Both data uses must stand for one of the person's addresses: tracking itself, and showing it to the rep (2.2). */
  async function shares(hcp: Hcp, now: number): Promise<boolean> {
    const head = await consentHead(deps, hcp.hcpId);
    return Channel.options.some((channel) => {
      const addressHash = addressHashOf(hcp, channel);
      if (addressHash === undefined) return false;
      const query = { channel, addressHash, purpose: "promo", now } as const;
      return (
        head.covers({ ...query, dataUse: "track_individual" }).covered &&
        head.covers({ ...query, dataUse: "share_with_rep" }).covered
      );
    });
  }

  async function versionsOf(hcpId: HcpId): Promise<Extract<HcpInsights, { shared: true }>["versions"]> {
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
    const aggregates = (found.Items ?? []).map((item) => ({
      versionId: VersionId.parse(String(item.sk).slice("VERSION#".length)),
      counted: Aggregate.parse(item),
    }));
    const versions = await findVersions(
      deps,
      aggregates.map((one) => one.versionId),
      LOOK,
    );
    return Promise.all(
      aggregates.map(async ({ versionId, counted }) => {
        const version = versions.find((one) => one.versionId === versionId);
        const asset = version === undefined ? undefined : await findAsset(deps, version.assetId, LOOK);
        return {
          versionId,
          title: version?.title ?? "",
          opened: counted.opened,
          uniqueSeconds: uniqueSeconds(counted.map),
          watchedSeconds: Math.round(counted.watchedMs / 100) / 10,
          ...(asset?.state === "ready" ? { durationSeconds: asset.durationSeconds } : {}),
          playsPerSecond: playsPerSecond(counted.map),
          replayed: replayedStretches(counted.map),
          lastAt: counted.lastAt,
        };
      }),
    );
  }
}
