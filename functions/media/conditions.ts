import type { AssetIn } from "../../shared/model/asset.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { assetKey } from "./store.ts";

/** What a transaction of content changes in who shows an asset. */
export interface AssetUse {
  /** An approved version that shows it from now on, and until when (ISO text). */
  readonly begins?: { readonly versionId: VersionId; readonly until: string };
  /** Versions that will never show it again. */
  readonly ends: readonly VersionId[];
}

/**
 * Notes on an asset which approved versions show it and until when, in the transaction that changes the versions. Holds
 * only while the asset is as it was read, ready with exactly the approved bytes: a withdrawal decides by these notes
 * and moves `rev` as well, so whichever of the two is second reads again. An approval then finds the asset withdrawn,
 * or the withdrawal finds the version. Refusal name: `asset_changed`. One part per asset.
 */
export function assetUsesPart(
  recordsTable: string,
  asset: AssetIn<"ready">,
  { begins, ends }: AssetUse,
): TransactPart {
  const shownUntil = Object.entries({
    ...asset.shownUntil,
    ...(begins === undefined ? {} : { [begins.versionId]: begins.until }),
  }).filter(([versionId]) => !ends.some((ended) => ended === versionId));
  const delta = (begins === undefined ? 0 : 1) - ends.length;
  return {
    name: "asset_changed",
    item: {
      Update: {
        TableName: recordsTable,
        Key: assetKey(asset.assetId),
        // emits is emptied because rev moves: the outbox would publish the old events again
        UpdateExpression: "SET #uses = #uses + :delta, #until = :until, #rev = #rev + :one, #emits = :none",
        ConditionExpression: "#state = :ready AND #rev = :before AND #uses >= :least",
        ExpressionAttributeNames: {
          "#uses": "uses",
          "#until": "shownUntil",
          "#rev": "rev",
          "#emits": "emits",
          "#state": "state",
        },
        ExpressionAttributeValues: {
          ":delta": delta,
          ":until": Object.fromEntries(shownUntil),
          ":one": 1,
          ":none": [],
          ":ready": "ready",
          ":before": asset.rev,
          ":least": Math.max(0, -delta),
        },
      },
    },
  };
}
