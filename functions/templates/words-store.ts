import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Country } from "../../shared/model/channel.ts";
import { RestrictedWords } from "../../shared/model/restricted-words.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

const wordsKey = (country: Country) => ({ pk: `WORDS#${country}`, sk: "WORDS" });

/** A country's own restricted words, strongly consistent; `rev` 0 and no list where nobody wrote any. */
export async function readRestrictedWords(deps: RecordsTable, country: Country): Promise<RestrictedWords> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: wordsKey(country), ConsistentRead: true }),
  );
  return found.Item === undefined ? { country, lists: [], rev: 0 } : RestrictedWords.parse(found.Item);
}

/** Writes a country's words on the `rev` before. Refusal name: `words_changed`. */
export function restrictedWordsPart(recordsTable: string, words: RestrictedWords): TransactPart {
  const Item = { ...wordsKey(words.country), v: 1, ...words, emits: [] };
  return {
    name: "words_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item,
        ...(words.rev === 1
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :before",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":before": words.rev - 1 },
            }),
      },
    },
  };
}

/** Holds only while a country's words are what the caller judged with. Refusal name: `words_changed`. */
export function wordsUnchangedPart(
  recordsTable: string,
  { country, rev }: Pick<RestrictedWords, "country" | "rev">,
): TransactPart {
  return {
    name: "words_changed",
    item: {
      ConditionCheck: {
        TableName: recordsTable,
        Key: wordsKey(country),
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :rev",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":rev": rev },
            }),
      },
    },
  };
}
