import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { type HcpId, VersionId } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";

/** More pieces than these are on no page. */
const NEWEST = 20;

const Counted = z.object({ sk: z.string(), watchedMs: z.int().default(0), lastAt: z.string().default("") });

/**
 * What is counted of a person's viewing, piece by piece, newest first: for the person themself, who may see what their
 * rep may see. Ask only while they agree to be counted. One Query.
 */
export async function playedBy(
  deps: { readonly tables: Tables; readonly insightsTable: string },
  hcpId: HcpId,
): Promise<
  readonly { readonly versionId: VersionId; readonly watchedMs: number; readonly lastAt: string }[]
> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.insightsTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      ExpressionAttributeValues: { ":pk": `HCP#${hcpId}`, ":sk": "VERSION#" },
      ScanIndexForward: false,
      Limit: NEWEST,
    }),
  );
  return z
    .array(Counted)
    .parse(found.Items ?? [])
    .map(({ sk, watchedMs, lastAt }) => ({
      versionId: VersionId.parse(sk.slice("VERSION#".length)),
      watchedMs,
      lastAt,
    }))
    .filter(({ lastAt }) => lastAt !== "");
}
