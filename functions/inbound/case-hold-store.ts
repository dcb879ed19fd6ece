import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { CaseRef } from "../../shared/model/case-ref.ts";
import { HcpId } from "../../shared/model/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Where it lies: beside the person, behind the wall of people. What a case is about is nowhere in the platform. */
export interface PeopleTable {
  readonly tables: Tables;
  readonly peopleTable: string;
}

/**
 * The open cases for which safety or medical asked for no promotion to a person: references of their own system, nothing
 * of what happened (INV-7). `rev` 0 = nobody ever asked.
 */
export const CaseHold = z.object({ hcpId: HcpId, cases: z.array(CaseRef), rev: z.int().nonnegative() });
export type CaseHold = z.output<typeof CaseHold>;

const caseHoldKey = (hcpId: HcpId) => ({ pk: `HCP#${hcpId}`, sk: "CASE_HOLD" });

/** The hold on a person, strongly consistent. */
export async function readCaseHold(deps: PeopleTable, hcpId: HcpId): Promise<CaseHold> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: caseHoldKey(hcpId), ConsistentRead: true }),
  );
  return found.Item === undefined ? { hcpId, cases: [], rev: 0 } : CaseHold.parse(found.Item);
}

/** Writes the next hold on `rev`. Refused as `case_changed`. */
export function caseHoldPart(peopleTable: string, next: CaseHold): TransactPart {
  return {
    name: "case_changed",
    item: {
      Put: {
        TableName: peopleTable,
        Item: { ...caseHoldKey(next.hcpId), v: 1, ...next },
        ...unchanged(next.rev - 1),
      },
    },
  };
}

/** Holds while no case was opened or closed since `rev` was read. Refused as `case_changed`. */
export function casesUnchangedPart(peopleTable: string, hcpId: HcpId, rev: number): TransactPart {
  return {
    name: "case_changed",
    item: { ConditionCheck: { TableName: peopleTable, Key: caseHoldKey(hcpId), ...unchanged(rev) } },
  };
}

function unchanged(rev: number) {
  return rev === 0
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "#rev = :rev",
        ExpressionAttributeNames: { "#rev": "rev" },
        ExpressionAttributeValues: { ":rev": rev },
      };
}
