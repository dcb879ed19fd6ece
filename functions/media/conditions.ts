import type { AssetId, Sha256 } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { assetKey } from "./store.ts";

/**
 * Counts approved versions that begin (+1) or end (-1) to show an asset, in the transaction that changes the version.
 * Beginning holds only while the asset is ready with exactly the approved bytes. Withdrawn media is moved away when
 * the count reaches zero, so two approvals and a withdrawal at the same instant cannot lose a file in use.
 * Refusal name: `asset_changed`. One part per asset: sum the deltas.
 */
export function assetUsesPart(
  recordsTable: string,
  use: { readonly assetId: AssetId; readonly bytesSha256: Sha256; readonly delta: number },
): TransactPart {
  return {
    name: "asset_changed",
    item: {
      Update: {
        TableName: recordsTable,
        Key: assetKey(use.assetId),
        // emits is emptied because rev moves: the outbox would publish the old events again
        UpdateExpression: "SET #uses = #uses + :delta, #rev = #rev + :one, #emits = :none",
        ConditionExpression: "#state = :ready AND #sha = :sha AND #uses >= :least",
        ExpressionAttributeNames: {
          "#uses": "uses",
          "#rev": "rev",
          "#emits": "emits",
          "#state": "state",
          "#sha": "bytesSha256",
        },
        ExpressionAttributeValues: {
          ":delta": use.delta,
          ":one": 1,
          ":none": [],
          ":ready": "ready",
          ":sha": use.bytesSha256,
          ":least": Math.max(0, -use.delta),
        },
      },
    },
  };
}
