import { AppError } from "../../shared/contracts/errors.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { recordDenial } from "../runtime/audit.ts";
import { findHcp, type PeopleTable } from "./profile-store.ts";
import { type RecordsTable, territoriesOf } from "./territory-store.ts";

/** Roles whose work is not bound to a territory. */
const EVERYWHERE: readonly Role[] = ["admin", "marketer", "compliance"];

/** Whether a caller's roles reach HCPs of every territory. */
export function seesEveryTerritory(caller: Caller): boolean {
  return caller.roles.some((role) => EVERYWHERE.includes(role));
}

/** Whether the caller may know of this HCP now: the territory is asked for on every request (domain-rules 8.4). */
async function mayReach(
  deps: RecordsTable,
  caller: Caller,
  hcp: Pick<Hcp, "territory">,
  now: Instant,
): Promise<boolean> {
  if (seesEveryTerritory(caller)) return true;
  if (!caller.roles.includes("rep")) return false;
  return (await territoriesOf(deps, caller.userId, now)).includes(hcp.territory);
}

/**
 * The HCP, if the caller may know of it. An HCP of another territory looks exactly like none at all, and the attempt
 * is recorded.
 * @throws AppError not_found
 */
export async function visibleHcp(
  deps: PeopleTable & RecordsTable & { readonly auditTable: string },
  caller: Caller,
  hcpId: HcpId,
  action: string,
  now: Instant,
): Promise<Hcp> {
  const hcp = await findHcp(deps, hcpId);
  if (hcp !== undefined && (await mayReach(deps, caller, hcp, now))) return hcp;
  const denial = {
    actor: { type: "user" as const, id: caller.userId },
    action,
    objectId: hcpId,
    reason: hcp === undefined ? "unknown_hcp" : "other_territory",
  };
  await recordDenial(deps.tables, deps.auditTable, denial, now);
  throw new AppError("not_found", "There is no healthcare professional here for you.");
}
