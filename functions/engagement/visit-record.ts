import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { ENGAGEMENT_SORT_KEY } from "../../shared/contracts/engagement.ts";
import type { Tables } from "../runtime/tables.ts";
import type { VisitRecord } from "./hold-beacon.ts";

/** What the intake asks of its own items and of the exposure log; no schema library on the hot path. */
interface Row {
  readonly shown?: readonly { readonly versionId: string; readonly seconds?: number }[];
  readonly shownAt?: string;
  readonly playedMs?: number;
  readonly activeMs?: number;
}

/**
 * What is on record of a visit: one consistent Query of its beacons and exposures. A record of more than a megabyte is
 * no person's visit: its exposures are beyond the first answer, so that nothing more of it is taken.
 */
export async function readVisitRecord(
  deps: { readonly tables: Tables; readonly engagementTable: string },
  visitId: string,
): Promise<VisitRecord> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.engagementTable,
      KeyConditionExpression: "pk = :visit AND sk BETWEEN :from AND :to",
      ProjectionExpression: "shown, shownAt, playedMs, activeMs",
      ExpressionAttributeValues: {
        ":visit": `VISIT#${visitId}`,
        ":from": ENGAGEMENT_SORT_KEY.batch,
        // exposures come before it; the visit itself has none of these attributes
        ":to": ENGAGEMENT_SORT_KEY.visit,
      },
      ConsistentRead: true,
    }),
  );
  const rows: readonly Row[] = found.Items ?? [];
  const shown = new Map<string, number | undefined>();
  let since: number | undefined;
  let playedMs = 0;
  let activeMs = 0;
  for (const row of rows) {
    for (const { versionId, seconds } of row.shown ?? []) shown.set(versionId, seconds);
    if (row.shownAt !== undefined) since = Math.min(since ?? Infinity, Date.parse(row.shownAt));
    playedMs += row.playedMs ?? 0;
    activeMs += row.activeMs ?? 0;
  }
  return { shown, since, playedMs, activeMs };
}
