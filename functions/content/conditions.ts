import type { VersionId } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { versionKey } from "./store.ts";

export { nextMaterialCodes } from "./material-codes.ts";

/** Hold only while every version is what the caller judged with `usable()`. Refusal name: `content_changed`. */
export function versionsUnchangedParts(
  recordsTable: string,
  versions: readonly { readonly versionId: VersionId; readonly rev: number }[],
): TransactPart[] {
  return versions.map(({ versionId, rev }) => ({
    name: "content_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: versionKey(versionId),
        ConditionExpression: "#rev = :rev",
        ExpressionAttributeNames: { "#rev": "rev" },
        ExpressionAttributeValues: { ":rev": rev },
      },
    },
  }));
}
