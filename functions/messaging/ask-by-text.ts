import type { ConsentEventId, HcpId } from "../../shared/model/ids.ts";
import { consentHead } from "../consent/facts.ts";
import { findHcp } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import { transactFresh } from "../runtime/transaction.ts";
import type { ChangeDeps } from "./record-change.ts";
import { newServiceTextPart, readServiceText, serviceTextIdOf } from "./service-text-store.ts";

/**
 * Orders the text that asks for a confirmation, where a permission for texts was requested: a phone is confirmed from
 * the phone, never by mail (domain-rules 2.3). An event that comes twice orders one text.
 * @throws Error when it could not be written; the event is delivered again
 */
export function makeAskByText(deps: ChangeDeps & { readonly peopleTable: string; readonly clock: Clock }) {
  return async ({
    hcpId,
    eventId,
  }: {
    readonly hcpId: HcpId;
    readonly eventId: ConsentEventId;
  }): Promise<void> => {
    const now = deps.clock();
    const { events } = await consentHead(deps, hcpId);
    const request = events.find((event) => event.eventId === eventId);
    if (request?.scope.channel !== "sms" || request.scope.addressHash === undefined) return;
    const hcp = await findHcp(deps, hcpId);
    const textId = serviceTextIdOf(eventId);
    if (hcp === undefined || (await readServiceText(deps, textId)) !== undefined) return;
    const { country, language } = hcp;
    const { addressHash } = request.scope;
    const about = { hcpId, requestId: eventId };
    const written = await transactFresh(deps.tables, async () => [
      newServiceTextPart(
        deps.recordsTable,
        { kind: "doi_request", country, language, addressHash, about },
        now,
      ),
      await auditPart(
        deps.tables,
        deps.auditTable,
        {
          actor: { type: "system", id: "messaging" },
          action: "text.due",
          object: { type: "ServiceText", id: textId, version: "1" },
          after: { kind: "doi_request", about },
          ruleIds: ["CON-4"],
        },
        now,
      ),
    ]);
    if (written.kind !== "committed" && (await readServiceText(deps, textId)) === undefined)
      throw new Error(`the request ${eventId} could not be ordered`);
  };
}
