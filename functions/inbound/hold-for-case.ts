import { AppError } from "../../shared/contracts/errors.ts";
import type { inboundApi } from "../../shared/contracts/inbound.ts";
import type { CaseRef } from "../../shared/model/case-ref.ts";
import { findHcp } from "../directory/facts.ts";
import { auditPart, recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { type CaseHold, caseHoldPart, readCaseHold } from "./case-hold-store.ts";
import type { SettleDeps } from "./settle-inbound.ts";

/** More cases than these are one matter for a person to look at. */
const MOST_CASES = 50;

const ROUNDS = 6;

/**
 * Safety or medical asks for no promotion to a person until a case is closed, or says that it is (Appendix A, step 11). The
 * gate knows that there is a case, not which; a rep learns neither. Asking twice is asking once.
 */
export function makeHoldForCase(deps: SettleDeps): HandlersOf<typeof inboundApi>["holdForCase"] {
  return async ({ params, body, caller, context }) => {
    const { hcpId } = params;
    const by = { type: "user" as const, id: caller.userId, role: caller.roles[0] ?? "safety" };
    if ((await findHcp(deps, hcpId)) === undefined) {
      const denial = { actor: by, action: "case.hold", objectId: hcpId, reason: "unknown_hcp" };
      await recordDenial(deps.tables, deps.auditTable, denial, context.now);
      throw new AppError("not_found", "There is no healthcare professional here for you.");
    }
    const { open, caseRef } = body;
    for (let round = 0; round < ROUNDS; round++) {
      const before = await readCaseHold(deps, hcpId);
      if (before.cases.includes(caseRef) === open) return { held: before.cases.length > 0 };
      const next = after(before, caseRef, open);
      if (next.cases.length > MOST_CASES)
        throw new AppError("not_allowed", "So many cases are open for this contact: close some first.", {
          field: "body.caseRef",
        });
      const audit = await auditPart(
        deps.tables,
        deps.auditTable,
        {
          actor: by,
          action: open ? "case.hold" : "case.release",
          object: { type: "CaseHold", id: hcpId, version: String(next.rev) },
          after: { caseRef, open: next.cases.length },
          ruleIds: ["INV-7"],
        },
        context.now,
      );
      const written = await transact(deps.tables, [caseHoldPart(deps.peopleTable, next), audit]);
      if (written.kind === "committed") return { held: next.cases.length > 0 };
      await backOff(round);
    }
    throw new AppError("conflict", "Somebody else is changing this contact's cases. Try again in a moment.");
  };
}

/** Pure: the hold with a case more, or less. */
function after({ hcpId, cases, rev }: CaseHold, caseRef: CaseRef, open: boolean): CaseHold {
  const others = cases.filter((one) => one !== caseRef);
  return { hcpId, cases: open ? [...others, caseRef] : others, rev: rev + 1 };
}
