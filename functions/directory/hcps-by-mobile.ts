import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Hcp } from "../../shared/model/hcp.ts";
import { HcpId, type Sha256 } from "../../shared/model/ids.ts";
import { findHcp, type PeopleTable } from "./profile-store.ts";

/** Index partition of the people who have a number. */
export const mobileIndexKey = (mobileHash: Sha256) => `MOBILE#${mobileHash}`;

/** A practice's number may belong to some; more than this many at one number is a mistake in the data. */
const OWNERS = 20;

/**
 * The people on record with a number, by its keyed hash: one Query of the index, then each read again, so that somebody
 * whose number has changed since is not among them.
 */
export async function findHcpsByMobile(deps: PeopleTable, mobileHash: Sha256): Promise<readonly Hcp[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.peopleTable,
      IndexName: "gsi3",
      KeyConditionExpression: "gsi3pk = :mobile",
      ExpressionAttributeValues: { ":mobile": mobileIndexKey(mobileHash) },
      Limit: OWNERS,
    }),
  );
  const hcps = await Promise.all(
    (found.Items ?? []).map((item) => findHcp(deps, HcpId.parse(item["hcpId"]))),
  );
  return hcps.filter((hcp): hcp is Hcp => hcp?.mobileHash === mobileHash);
}
