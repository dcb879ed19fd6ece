import type { Actor } from "../../shared/contracts/audit.ts";
import { canonicalJson } from "../../shared/model/canonical-json.ts";
import type { Experiment, ExperimentPlan } from "../../shared/model/experiment.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { sha256 } from "../runtime/hash.ts";
import { type TransactOutcome, transact } from "../runtime/transaction.ts";
import { experimentPart, type RecordsTable } from "./store.ts";

export interface ChangeDeps extends RecordsTable {
  readonly auditTable: string;
}

/** The hash by which a plan is registered: whoever has the plan can compute it again (AB-4). */
export function planHash(plan: ExperimentPlan): Sha256 {
  return sha256(canonicalJson(plan));
}

/** Writes an experiment's next state with its audit link (INV-10). */
export async function recordExperiment(
  deps: ChangeDeps,
  change: {
    readonly before?: Experiment;
    readonly next: Experiment;
    readonly actor: Actor;
    readonly action: string;
    readonly reason?: string;
  },
  now: Instant,
): Promise<TransactOutcome> {
  const { before, next, actor, action, reason } = change;
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor,
      action,
      object: { type: "Experiment", id: next.experimentId, sha256: planHash(next.plan) },
      ...(before === undefined ? {} : { before: { state: before.state } }),
      after: {
        state: next.state,
        ...(next.state === "ended" ? { why: next.ended.why, counts: next.ended.counts } : {}),
      },
      ...(reason === undefined ? {} : { reason }),
      ruleIds: ["AB-4"],
    },
    now,
  );
  return transact(deps.tables, [experimentPart(deps.recordsTable, next), audit]);
}
