import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Sha256 } from "../../shared/model/ids.ts";
import { Suppression } from "../../shared/model/suppression.ts";
import type { PeopleTable } from "./profile-store.ts";

/** Key of an address's suppression. */
export function suppressionKey(addressHash: Sha256) {
  return { pk: `ADDRESS#${addressHash}`, sk: "SUPPRESSION" };
}

/** Reads whether an address is suppressed. */
export async function findSuppression(
  deps: PeopleTable,
  addressHash: Sha256,
): Promise<Suppression | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: suppressionKey(addressHash), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Suppression.parse(found.Item);
}
