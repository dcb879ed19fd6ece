import type { Actor } from "../../shared/contracts/audit.ts";
import type { consentApi } from "../../shared/contracts/consent.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { visibleHcp } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newLinkToken } from "../runtime/link-token.ts";
import { type TransactPart, transactFresh } from "../runtime/transaction.ts";
import type { AppendDeps } from "./append.ts";
import { tokenHash } from "./confirmation-token.ts";
import { doorPart, type VisitDoor } from "./door-store.ts";

/** Long enough for a talk, too short to be passed on. */
const DOOR_LIFE = 15 * MINUTE;

export type OpenDoorDeps = AppendDeps & { readonly peopleTable: string; readonly hcpOrigin: string };

/** The rep's side: an address for the code on the screen. Only a person who may be written to gets one. */
export function makeOpenDoor(deps: OpenDoorDeps): HandlersOf<typeof consentApi>["openVisitDoor"] {
  return async ({ params, caller, context }) => {
    const { now } = context;
    const hcp = await visibleHcp(deps, caller, params.hcpId, "consent.open_door", now);
    if (hcp.status !== "active") throw new AppError("not_allowed", "Not available for this contact.");
    const token = newLinkToken();
    const door: VisitDoor = {
      tokenHash: tokenHash(token),
      hcpId: hcp.hcpId,
      rep: { userId: caller.userId, name: caller.name },
      openedAt: instantText(now),
      endsAt: instantText(now + DOOR_LIFE),
      state: "open",
    };
    const by = { type: "user", id: caller.userId, role: "rep" } as const;
    const written = await transactFresh(deps.tables, async () => [
      doorPart(deps.recordsTable, door),
      await doorAudit(deps, by, "consent.open_door", door, now),
    ]);
    if (written.kind !== "committed")
      throw new AppError("conflict", "This person's permissions are being changed right now. Try again.");
    return { address: `${deps.hcpOrigin}/d/${token}`, endsAt: door.endsAt };
  };
}

/** The audit link of what happens at a door. */
export function doorAudit(
  deps: AppendDeps,
  actor: Actor,
  action: string,
  door: VisitDoor,
  now: Instant,
): Promise<TransactPart> {
  return auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor,
      action,
      object: { type: "Consent", id: door.hcpId },
      after: { endsAt: door.endsAt, rep: door.rep.userId },
      ruleIds: ["CON-4"],
    },
    now,
  );
}
