import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import { HcpId, Sha256, UserId } from "../../shared/model/ids.ts";
import { Signature } from "../../shared/model/signature.ts";
import { InstantText } from "../../shared/model/time.ts";
import type { PeopleTable } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/**
 * A signature with what was signed. It identifies a person, so it lies in the people wall; the log knows its hash. The
 * hash is over person, words, time and strokes together, so that nobody can lay the strokes below other words.
 */
export const SignedDeclaration = z.object({
  hcpId: HcpId,
  at: InstantText,
  witness: UserId,
  texts: z.array(z.object({ textVersion: z.string(), textSha256: Sha256 })).min(1),
  signature: Signature,
});
export type SignedDeclaration = z.output<typeof SignedDeclaration>;

/** The hash that evidence refers to. */
export function signatureHash(signed: SignedDeclaration): Sha256 {
  return sha256(canonicalJson(signed));
}

const signatureKey = (hcpId: HcpId, hash: Sha256) => ({ pk: `HCP#${hcpId}`, sk: `SIGNATURE#${hash}` });

/** Keeps a signature, in the transaction with the events that rest on it. Refused as `signature_exists`. */
export function signaturePart(peopleTable: string, signed: SignedDeclaration): TransactPart {
  return {
    name: "signature_exists",
    item: {
      Put: {
        TableName: peopleTable,
        Item: {
          ...signatureKey(signed.hcpId, signatureHash(signed)),
          v: 1,
          ...SignedDeclaration.parse(signed),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/** A signature, and whether it still is what was signed. */
export async function readSignature(
  deps: PeopleTable,
  hcpId: HcpId,
  hash: Sha256,
): Promise<{ readonly signed: SignedDeclaration; readonly intact: boolean } | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: signatureKey(hcpId, hash), ConsistentRead: true }),
  );
  if (found.Item === undefined) return undefined;
  const signed = SignedDeclaration.parse(found.Item);
  return { signed, intact: signatureHash(signed) === hash };
}
