import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type HcpId, VersionId, VisitId } from "../../shared/model/ids.ts";
import type { ViewingRules } from "../consent/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import { Aggregate } from "./aggregate-store.ts";
import { type Delta, NOTHING, plus } from "./fold.ts";

/** One visit of an HCP: when it began, and what was attended to. */
export interface CountedVisit {
  readonly visitId: VisitId;
  /** Absent while the beacons have come and the visit itself has not. */
  readonly confirmedAt: string | undefined;
  readonly versions: readonly { readonly versionId: VersionId; readonly counted: Aggregate }[];
}

/** Attention to one version over several visits. */
export interface VersionAttention {
  readonly versionId: VersionId;
  readonly counted: Delta;
}

/** Pure: the visits as the rep may see them: without the pieces that the HCP hid, deleted or lets count only in totals. */
export function withoutHidden<Visit extends CountedVisit>(
  visits: readonly Visit[],
  { shows }: Pick<ViewingRules, "shows">,
): readonly Visit[] {
  return visits.map((visit) => ({
    ...visit,
    versions: visit.versions.filter(({ versionId, counted }) => shows(versionId, counted.lastAt)),
  }));
}

/** Pure: the attention to each version over these visits; newest version first, because version ids sort by time. */
export function attentionByVersion(visits: readonly CountedVisit[]): VersionAttention[] {
  const sums = new Map<VersionId, Delta>();
  for (const { versionId, counted } of visits.flatMap((visit) => visit.versions))
    sums.set(versionId, plus(sums.get(versionId) ?? NOTHING, counted));
  return [...sums]
    .map(([versionId, counted]) => ({ versionId, counted }))
    .sort((a, b) => (a.versionId < b.versionId ? 1 : -1));
}

/**
 * The newest visits of an HCP, newest first: one Query of at most `limit` items. A visit of which the answer holds only
 * a part is left out, and `more` says so.
 * @param before only visits whose id sorts before this one
 */
export async function newestVisits(
  deps: { readonly tables: Tables; readonly insightsTable: string },
  hcpId: HcpId,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<{ readonly visits: readonly CountedVisit[]; readonly more: boolean }> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.insightsTable,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":pk": `HCP#${hcpId}`,
        ":from": "VISIT#",
        ":to": `VISIT#${before ?? "vis_Z"}`,
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  const visits = new Map<string, CountedVisit>();
  for (const item of found.Items ?? []) {
    const [, visitId = "", versionId] = String(item["sk"]).split("#");
    const counted = Aggregate.parse(item);
    const visit = visits.get(visitId) ?? {
      visitId: VisitId.parse(visitId),
      confirmedAt: undefined,
      versions: [],
    };
    visits.set(
      visitId,
      versionId === undefined
        ? { ...visit, confirmedAt: counted.lastAt }
        : { ...visit, versions: [...visit.versions, { versionId: VersionId.parse(versionId), counted }] },
    );
  }
  const more = found.LastEvaluatedKey !== undefined;
  const whole = [...visits.values()];
  // read downwards, a visit's own item comes last: without it the visit is cut
  return { visits: more && whole.length > 1 ? whole.slice(0, -1) : whole, more };
}
