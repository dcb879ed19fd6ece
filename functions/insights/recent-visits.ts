import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId, VisitId } from "../../shared/model/ids.ts";
import { DAY, type Instant, InstantText } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";

interface InsightsTable {
  readonly tables: Tables;
  readonly insightsTable: string;
}

/** A visit that its territory's rep may be told of; whether that still holds is asked again when it is shown. */
export const RecentVisit = z.object({ visitId: VisitId, hcpId: HcpId, at: InstantText });
export type RecentVisit = z.output<typeof RecentVisit>;

/** What is older deserves no hour of today. */
export const RECENT = 14 * DAY;

const recentPk = (territory: string) => `TERRITORY#${territory}`;

/** Notes a visit for the rep of a territory; the same visit again changes nothing. */
export async function noteRecentVisit(
  deps: InsightsTable,
  territory: string,
  visit: RecentVisit,
): Promise<void> {
  await deps.tables.send(
    new PutCommand({
      TableName: deps.insightsTable,
      Item: {
        pk: recentPk(territory),
        sk: `RECENT#${visit.visitId}`,
        v: 1,
        ...visit,
        expiresAt: Math.floor((Date.parse(visit.at) + RECENT) / 1000),
      },
    }),
  );
}

/** The newest visits of a territory, newest first: one Query of at most `limit` items. */
export async function recentVisitsIn(
  deps: InsightsTable,
  territory: string,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<RecentVisit[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.insightsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      ExpressionAttributeValues: { ":pk": recentPk(territory), ":sk": "RECENT#" },
      // visit ids sort by time
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  // the table forgets within days of the end, not at it
  return (found.Items ?? [])
    .map((item) => RecentVisit.parse(item))
    .filter(({ at }) => now - Date.parse(at) < RECENT);
}
