import { AppError } from "../../shared/contracts/errors.ts";
import type { UserId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { type Alignment, alignmentKey, findAlignment, type RecordsTable } from "./territory-store.ts";

const ATTEMPTS = 6;

/**
 * Says from when to when a rep holds a territory, in place of what was said before; the audit chain keeps that.
 * @throws AppError conflict when rivals kept winning
 */
export async function alignRep(
  deps: RecordsTable & { readonly auditTable: string },
  by: Caller,
  wish: {
    readonly userId: UserId;
    readonly territory: string;
    readonly from: string;
    readonly to?: string | undefined;
  },
  now: Instant,
): Promise<Alignment> {
  const { userId, territory } = wish;
  const period = wish.to === undefined ? { from: wish.from } : { from: wish.from, to: wish.to };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findAlignment(deps, userId, territory);
    const alignment: Alignment = { territory, ...period, rev: (before?.rev ?? 0) + 1 };
    const fact = {
      actor: { type: "user", id: by.userId, role: "admin" },
      action: "directory.rep.align",
      object: { type: "Alignment", id: `${userId}/${territory}`, version: String(alignment.rev) },
      ...(before === undefined ? {} : { before: { from: before.from, to: before.to } }),
      after: period,
    } as const;
    const put = {
      name: "alignment_changed",
      item: {
        Put: {
          TableName: deps.recordsTable,
          Item: { ...alignmentKey(userId, territory), v: 1, ...alignment, emits: [] },
          ...(before === undefined
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : { ConditionExpression: "rev = :before", ExpressionAttributeValues: { ":before": before.rev } }),
        },
      },
    };
    const audit = await auditPart(deps.tables, deps.auditTable, fact, now);
    if ((await transact(deps.tables, [put, audit])).kind === "committed") return alignment;
    await backOff(attempt);
  }
  throw new AppError("conflict", "This alignment is being changed right now. Read it and try again.");
}
