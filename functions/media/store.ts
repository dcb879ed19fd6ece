import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Emitted } from "../../shared/contracts/event.ts";
import { Asset, type AssetState, type JobKind } from "../../shared/model/asset.ts";
import { AssetId } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Where the capability's records live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

export const assetKey = (assetId: AssetId) => ({ pk: `ASSET#${assetId}`, sk: "ASSET" });
export const jobKey = (assetId: AssetId, kind: JobKind, attempt: number) => ({
  pk: `ASSET#${assetId}`,
  sk: `JOB#${kind}#${String(attempt).padStart(3, "0")}`,
});

/** Partition of gsi1 that holds only assets on their way, oldest signal first: what the reconciler asks after. */
const OPEN = "ASSETS#open";
/** Partition of gsi1 with the ready assets that go as soon as no version shows them. */
const LEAVING = "ASSETS#leaving";
const SETTLED: readonly AssetState[] = ["ready", "failed", "withdrawn"];

/** The asset, strongly consistent unless somebody only looks: then it may be a moment old and costs half. */
export async function findAsset(
  deps: RecordsTable,
  assetId: AssetId,
  read: { readonly consistent: boolean } = { consistent: true },
): Promise<Asset | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: assetKey(assetId), ConsistentRead: read.consistent }),
  );
  return found.Item === undefined ? undefined : Asset.parse(found.Item);
}

/**
 * Writes an asset whose `rev` is one above the stored one; rev 1 is a new asset. Name when refused: `asset_moved`.
 */
export function assetPart(recordsTable: string, asset: Asset, emits: readonly Emitted[]): TransactPart {
  return {
    name: "asset_moved",
    item: {
      Put: {
        TableName: recordsTable,
        Item: { ...assetKey(asset.assetId), ...placeOf(asset), v: 1, ...asset, emits },
        ...(asset.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :before",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":before": asset.rev - 1 },
            }),
      },
    },
  };
}

/** Pure: where an asset stands in the lists of the reconciler. */
function placeOf(asset: Asset) {
  const gsi1sk = `${asset.heardAt}#${asset.assetId}`;
  if (asset.state === "ready" && asset.leaving) return { gsi1pk: LEAVING, gsi1sk };
  return SETTLED.includes(asset.state) ? {} : { gsi1pk: OPEN, gsi1sk };
}

const ListedEntry = z.object({ assetId: AssetId });

/** Assets on their way that nothing was heard of since `before` (ISO text), the most silent first; at most `limit`. */
export function silentAssets(deps: RecordsTable, before: string, limit: number): Promise<AssetId[]> {
  return listedAssets(deps, OPEN, before, limit);
}

/** Ready assets of withdrawn content that other versions showed; marked before `before` (ISO text), at most `limit`. */
export function leavingAssets(deps: RecordsTable, before: string, limit: number): Promise<AssetId[]> {
  return listedAssets(deps, LEAVING, before, limit);
}

async function listedAssets(
  deps: RecordsTable,
  list: typeof OPEN | typeof LEAVING,
  before: string,
  limit: number,
): Promise<AssetId[]> {
  const listed: AssetId[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await deps.tables.send(
      new QueryCommand({
        TableName: deps.recordsTable,
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :list AND gsi1sk < :before",
        ExpressionAttributeValues: { ":list": list, ":before": before },
        Limit: limit - listed.length,
        ExclusiveStartKey: from,
      }),
    );
    listed.push(...(page.Items ?? []).map((item) => ListedEntry.parse(item).assetId));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && listed.length < limit);
  return listed;
}
