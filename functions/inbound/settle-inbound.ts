import type { Actor } from "../../shared/contracts/audit.ts";
import type { InboundOutcome } from "../../shared/model/inbound.ts";
import type { Instant } from "../../shared/model/time.ts";
import { textActParts } from "../consent/conditions.ts";
import { consentHead, type TextAct, type TextProof } from "../consent/facts.ts";
import { stopAddressPart } from "../directory/conditions.ts";
import { auditPart } from "../runtime/audit.ts";
import { backOff, type TransactOutcome, type TransactPart, transact } from "../runtime/transaction.ts";
import { type Inbound, type InboundTables, inboundPart, readInbound } from "./store.ts";

/** A withdrawal goes on until it is done. */
const ROUNDS = 40;

export interface SettleDeps extends InboundTables {
  readonly auditTable: string;
}

/** What a person, or the end of their time, says a text meant. */
export interface Settlement {
  readonly outcome: InboundOutcome;
  readonly by: Actor;
  readonly actor: TextProof["actor"];
}

/**
 * Ends a text's task: its outcome, what follows for everybody who has the number, and the audit link in one
 * transaction. A text that was settled meanwhile is left as it is.
 * @returns the text as it stands
 * @throws Error when rivals kept winning
 */
export async function settleInbound(
  deps: SettleDeps,
  before: Inbound,
  settlement: Settlement,
  now: Instant,
): Promise<Inbound> {
  let current = before;
  for (let round = 0; round < ROUNDS; round++) {
    if (current.outcome !== undefined || current.task === undefined) return current;
    const next: Inbound = { ...current, outcome: settlement.outcome, rev: current.rev + 1 };
    if ((await write(deps, next, settlement, now)).kind === "committed") return next;
    await backOff(Math.min(round, 5));
    current = (await readInbound(deps, current.inboundId)) ?? current;
  }
  throw new Error(`${before.inboundId} could not be settled`);
}

async function write(
  deps: SettleDeps,
  next: Inbound,
  { outcome, by, actor }: Settlement,
  now: Instant,
): Promise<TransactOutcome> {
  const { addressHash, inboundId, hcpIds } = next;
  const proof = { addressHash, actor, method: "reply_nl", reference: inboundId } as const;
  const act = actOf(outcome);
  const consents =
    act === undefined
      ? []
      : await Promise.all(
          hcpIds.map(async (hcpId): Promise<readonly TransactPart[]> => {
            const log = await consentHead(deps, hcpId);
            return textActParts(deps, hcpId, log, act, proof, by, now);
          }),
        );
  return transact(deps.tables, [
    inboundPart(deps.recordsTable, next),
    ...consents.flat(),
    ...(outcome === "withdrawn"
      ? [stopAddressPart(deps.peopleTable, { addressHash, channel: "sms", by: hcpIds[0] }, now)]
      : []),
    await auditPart(
      deps.tables,
      deps.auditTable,
      {
        actor: by,
        action: `inbound.${outcome}`,
        object: { type: "Inbound", id: inboundId, version: String(next.rev) },
        after: { outcome, hcpIds },
        ruleIds: ["CON-13", "INV-5"],
      },
      now,
    ),
  ]);
}

function actOf(outcome: InboundOutcome): TextAct | undefined {
  if (outcome === "read") return undefined;
  return { act: outcome === "withdrawn" ? "withdraw" : "resume" };
}
