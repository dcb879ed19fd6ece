import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Actor, AuditLink } from "../../shared/contracts/audit.ts";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { sha256 } from "./hash.ts";
import type { Tables } from "./tables.ts";
import { backOff, putIf, type TransactPart } from "./transaction.ts";

/** What is to be recorded; the chain position and the hashes are added here. */
export type AuditFact = Omit<AuditLink, "chain" | "sequence" | "at" | "previousHash" | "hash">;

/** Where a chain stands: the position and hash of its last link. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: Sha256;
}

const START: ChainHead = { sequence: 0, hash: "0".repeat(64) as Sha256 };

/** Chains are per object, so there is no global hot item: `ContentVersion#ver_…`. */
export function chainOf(object: { readonly type: string; readonly id: string }): string {
  return `${object.type}#${object.id}`;
}

/** Pure: the next link of a chain. */
export function nextLink(head: ChainHead, chain: string, fact: AuditFact, now: Instant): AuditLink {
  const body = { ...fact, chain, sequence: head.sequence + 1, at: instantText(now), previousHash: head.hash };
  return { ...body, hash: sha256(canonicalJson(body)) };
}

/** Reads where a chain stands (one strongly consistent read of one item). */
export async function readChainHead(tables: Tables, auditTable: string, chain: string): Promise<ChainHead> {
  const found = await tables.send(
    new QueryCommand({
      TableName: auditTable,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": chain },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const last = found.Items?.[0];
  return last === undefined ? START : { sequence: Number(last.sequence), hash: last.hash as Sha256 };
}

function linkItem(auditTable: string, link: AuditLink) {
  return {
    TableName: auditTable,
    Item: { pk: link.chain, sk: String(link.sequence).padStart(12, "0"), v: 1, ...link },
    // nobody may ever overwrite a link; a rival at the same position makes the transaction start again
    ConditionExpression: "attribute_not_exists(pk)",
  };
}

/** Name of the refused part when a rival wrote the same position of the chain: gather fresh facts and retry. */
export const AUDIT_MOVED = "audit_moved";

/**
 * The audit link as part of the transaction that has the effect (INV-10): both happen or neither.
 * Costs one read of the chain head.
 */
export async function auditPart(
  tables: Tables,
  auditTable: string,
  fact: AuditFact,
  now: Instant,
): Promise<TransactPart> {
  const chain = chainOf(fact.object);
  const link = nextLink(await readChainHead(tables, auditTable, chain), chain, fact, now);
  return { name: AUDIT_MOVED, item: { Put: linkItem(auditTable, link) } };
}

/** A page that asks for many forbidden things at once makes rivals of one chain. */
const DENIAL_ATTEMPTS = 40;

/**
 * Records a denied access. Denials chain per actor and day, because they have no object that the actor may know of.
 * @throws when the record cannot be written: then the request fails too (INV-10)
 */
export async function recordDenial(
  tables: Tables,
  auditTable: string,
  denial: {
    readonly actor: Actor;
    readonly action: string;
    readonly objectId: string;
    readonly reason: string;
  },
  now: Instant,
): Promise<void> {
  const object = { type: "Denial", id: `${denial.actor.id}#${instantText(now).slice(0, 10)}` };
  const chain = chainOf(object);
  for (let attempt = 0; ; attempt++) {
    const head = await readChainHead(tables, auditTable, chain);
    const fact: AuditFact = {
      actor: denial.actor,
      action: denial.action,
      object,
      after: { objectId: denial.objectId },
      reason: denial.reason,
    };
    if (await putIf(tables, linkItem(auditTable, nextLink(head, chain, fact, now)))) return;
    if (attempt >= DENIAL_ATTEMPTS) throw new Error("a denial could not be recorded: others kept winning");
    await backOff(Math.min(attempt, 4));
  }
}
