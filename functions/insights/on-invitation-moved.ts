import type { EventBridgeEvent } from "aws-lambda";
import { messageSettled } from "../../shared/contracts/messaging.ts";
import { visitConfirmed } from "../../shared/contracts/spaces.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { findHcp } from "../directory/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import { detailOf } from "../runtime/events.ts";
import type { Tables } from "../runtime/tables.ts";
import { findVisit, type Visit } from "../spaces/facts.ts";
import { fateOf } from "./cohort.ts";
import { noteFate } from "./cohort-store.ts";
import { noteRecentVisit } from "./recent-visits.ts";
import { sharesViewing } from "./sharing.ts";

export interface InvitationMovedDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly peopleTable: string;
  readonly insightsTable: string;
}

/** Something is known about a message, or somebody came by its link: the sums of the territory follow. */
export function makeOnInvitationMoved(deps: InvitationMovedDeps) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    if (event["detail-type"] === visitConfirmed.name) {
      const visit = await findVisit(deps, detailOf(visitConfirmed, event).visitId);
      if (visit === undefined) return;
      await note(visit.messageId, true);
      await tell(visit);
      return;
    }
    await note(detailOf(messageSettled, event).messageId, false);
  };

  /** The rep of the territory hears of a visit by the addressee, where that is shared (INV-4). */
  async function tell({ visitId, hcpId, addressee, attestation }: Visit): Promise<void> {
    if (addressee === false) return;
    const hcp = await findHcp(deps, hcpId);
    if (hcp === undefined || !(await sharesViewing(deps, hcp, Date.parse(attestation.at)))) return;
    await noteRecentVisit(deps, hcp.territory, { visitId, hcpId, at: attestation.at });
  }

  async function note(messageId: MessageId, visited: boolean): Promise<void> {
    const message = await findMessage(deps, messageId);
    const known = message === undefined ? undefined : fateOf(message, visited);
    if (message === undefined || known === undefined) return;
    const hcp = await findHcp(deps, message.hcpId);
    if (hcp === undefined) return;
    await noteFate(deps, { hcpId: hcp.hcpId, messageId, territory: hcp.territory, ...known });
  }
}
