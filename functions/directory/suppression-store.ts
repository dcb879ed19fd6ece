import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Sha256 } from "../../shared/model/ids.ts";
import { AddressStop, Suppression } from "../../shared/model/suppression.ts";
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

/** Key of the last stop that came from an address. */
export function addressStopKey(addressHash: Sha256) {
  return { pk: `ADDRESS#${addressHash}`, sk: "STOP" };
}

/** What is known of an address, whoever it belongs to: why it gets nothing, and the last stop that came from it. */
export interface AddressStanding {
  readonly suppression: Suppression | undefined;
  readonly stop: AddressStop | undefined;
}

/** Reads what is known of an address: two Gets. */
export async function findAddressStanding(deps: PeopleTable, addressHash: Sha256): Promise<AddressStanding> {
  const [suppression, found] = await Promise.all([
    findSuppression(deps, addressHash),
    deps.tables.send(
      new GetCommand({
        TableName: deps.peopleTable,
        Key: addressStopKey(addressHash),
        ConsistentRead: true,
      }),
    ),
  ]);
  return { suppression, stop: found.Item === undefined ? undefined : AddressStop.parse(found.Item) };
}
