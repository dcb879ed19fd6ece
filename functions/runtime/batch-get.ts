import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { Tables } from "./tables.ts";
import { backOff } from "./transaction.ts";

const ROUNDS = 6;

/**
 * The items with these keys that exist, in any order; at most 100 distinct keys. Eventually consistent: for lists.
 * @throws Error when the table stays throttled
 */
export async function batchGet(
  tables: Tables,
  table: string,
  keys: readonly { readonly pk: string; readonly sk: string }[],
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let wanted: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  for (let round = 0; wanted.length > 0; round++) {
    if (round === ROUNDS) throw new Error(`${wanted.length} items could not be read: the table is throttled`);
    if (round > 0) await backOff(round);
    const answer = await tables.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: wanted } } }));
    found.push(...(answer.Responses?.[table] ?? []));
    wanted = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}
