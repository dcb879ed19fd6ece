import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Sha256 } from "../../shared/model/ids.ts";
import { DAY, type Instant, InstantText, instantText, SECOND } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { PeopleTable } from "./profile-store.ts";

/**
 * Mails that ask a typed address for a confirmation, whoever's door it was typed at: a form must not be a way to fill
 * a stranger's mailbox (domain-rules 2.4).
 */
const LIMIT = { mails: 3, within: 7 * DAY } as const;

/** When an address was asked lately. Only its hash is known here. */
export const AskedAddress = z.object({ addressHash: Sha256, at: z.array(InstantText), rev: z.int() });
export type AskedAddress = z.output<typeof AskedAddress>;

const askedKey = (addressHash: Sha256) => ({ pk: `ASKED#${addressHash}`, sk: "ASKED" });

/** Reads when an address was asked; `rev` 0 when it never was. */
export async function findAskedAddress(deps: PeopleTable, addressHash: Sha256): Promise<AskedAddress> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: askedKey(addressHash), ConsistentRead: true }),
  );
  return found.Item === undefined ? { addressHash, at: [], rev: 0 } : AskedAddress.parse(found.Item);
}

/** Pure: whether an address may be asked once more. */
export function mayAsk({ at }: Pick<AskedAddress, "at">, now: Instant): boolean {
  return recent(at, now).length < LIMIT.mails;
}

/** Notes that an address is asked now, while it is as it was read. Refused as `address_asked`. */
export function askAddressPart(peopleTable: string, asked: AskedAddress, now: Instant): TransactPart {
  const { addressHash, at, rev } = asked;
  return {
    name: "address_asked",
    item: {
      Put: {
        TableName: peopleTable,
        Item: {
          ...askedKey(addressHash),
          v: 1,
          addressHash,
          at: [...recent(at, now), instantText(now)],
          rev: rev + 1,
          expiresAt: Math.ceil((now + LIMIT.within) / SECOND),
        },
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": rev } }),
      },
    },
  };
}

function recent(at: readonly string[], now: Instant): readonly string[] {
  return at.filter((one) => Date.parse(one) > now - LIMIT.within);
}
