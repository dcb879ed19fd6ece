import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { EmailAddress, type Hcp } from "../../shared/model/hcp.ts";
import { type ConsentEventId, HcpId, Sha256 } from "../../shared/model/ids.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { type PeopleTable, profileKey } from "./profile-store.ts";

/**
 * An address that an HCP typed and has not shown to be their own yet. It is used for the mail that asks for the
 * confirmation and for nothing else.
 */
export const ClaimedEmail = z.object({ hcpId: HcpId, email: EmailAddress, addressHash: Sha256 });
export type ClaimedEmail = z.output<typeof ClaimedEmail>;

const claimKey = (requestId: ConsentEventId) => ({ pk: `CLAIM#${requestId}`, sk: "EMAIL" });

/** Remembers the address of one request for confirmation. Refused as `claim_exists`. `expiresAt` is epoch seconds. */
export function claimEmailPart(
  peopleTable: string,
  requestId: ConsentEventId,
  claim: ClaimedEmail,
  expiresAt: number,
): TransactPart {
  return {
    name: "claim_exists",
    item: {
      Put: {
        TableName: peopleTable,
        Item: { ...claimKey(requestId), v: 1, ...ClaimedEmail.parse(claim), expiresAt },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/** The address that was typed with a request; undefined when it was asked for the address on record. */
export async function findClaimedEmail(
  deps: PeopleTable,
  requestId: ConsentEventId,
): Promise<ClaimedEmail | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: claimKey(requestId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : ClaimedEmail.parse(found.Item);
}

/** Makes a confirmed address the person's own, while the profile is as it was read. Refused as `profile_changed`. */
export function adoptEmailPart(
  peopleTable: string,
  hcp: Pick<Hcp, "hcpId" | "rev">,
  claim: ClaimedEmail,
): TransactPart {
  return {
    name: "profile_changed",
    item: {
      Update: {
        TableName: peopleTable,
        Key: profileKey(hcp.hcpId),
        UpdateExpression: "SET email = :email, emailHash = :hash, rev = :next",
        ConditionExpression: "rev = :rev",
        ExpressionAttributeValues: {
          ":email": claim.email,
          ":hash": claim.addressHash,
          ":rev": hcp.rev,
          ":next": hcp.rev + 1,
        },
      },
    },
  };
}
