import type { TemplateVersionId } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { templateVersionKey } from "./store.ts";

export { mayTypePart, typingRightPart } from "./typing-right.ts";
export { wordsUnchangedPart } from "./words-store.ts";

/** Holds only while a template is what the caller judged. Refusal name: `template_changed`. */
export function templateUnchangedPart(
  recordsTable: string,
  { versionId, rev }: { readonly versionId: TemplateVersionId; readonly rev: number },
): TransactPart {
  return {
    name: "template_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: templateVersionKey(versionId),
        ConditionExpression: "#rev = :rev",
        ExpressionAttributeNames: { "#rev": "rev" },
        ExpressionAttributeValues: { ":rev": rev },
      },
    },
  };
}
