import type { HcpId } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { headKey, Unsubscribe, unsubscribeKey } from "./store.ts";

/** Holds while nothing was added to the person's consent log since `rev` was read. Refused as `consent_changed`. */
export function consentUnchangedPart(recordsTable: string, hcpId: HcpId, rev: number): TransactPart {
  return {
    name: "consent_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: headKey(hcpId),
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": rev } }),
      },
    },
  };
}

/**
 * The record behind a message's unsubscribe link, written in the transaction that mints the link. Only the token's
 * hash is kept. Refused as `unsubscribe_exists` when the token was used before.
 */
export function unsubscribePart(recordsTable: string, unsubscribe: Unsubscribe): TransactPart {
  return {
    name: "unsubscribe_exists",
    item: {
      Put: {
        TableName: recordsTable,
        Item: { ...unsubscribeKey(unsubscribe.tokenHash), v: 1, ...Unsubscribe.parse(unsubscribe) },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}
