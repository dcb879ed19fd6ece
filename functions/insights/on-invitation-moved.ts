import type { EventBridgeEvent } from "aws-lambda";
import { messageSettled } from "../../shared/contracts/messaging.ts";
import { visitConfirmed } from "../../shared/contracts/spaces.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { findHcp } from "../directory/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import { detailOf } from "../runtime/events.ts";
import { findVisit, type Visit } from "../spaces/facts.ts";
import { fateOf } from "./cohort.ts";
import { noteFate } from "./cohort-store.ts";
import { type ClicksDeps, noteClicks } from "./note-clicks.ts";
import { noteRecentVisit } from "./recent-visits.ts";
import { sharedViewing } from "./sharing.ts";

export interface InvitationMovedDeps extends ClicksDeps {
  readonly peopleTable: string;
  readonly clock: Clock;
}

/** Something is known about a message, or somebody came by its link: the sums of the territory follow. */
export function makeOnInvitationMoved(deps: InvitationMovedDeps) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    if (event["detail-type"] === visitConfirmed.name) {
      const visit = await findVisit(deps, detailOf(visitConfirmed, event).visitId);
      if (visit === undefined) return;
      await noteClicks(deps, visit.messageId, deps.clock());
      await tell(visit);
      return;
    }
    await note(detailOf(messageSettled, event).messageId);
  };

  /** The rep of the territory hears of a visit that the addressee certainly made, where that is shared (INV-4, INV-11). */
  async function tell({ visitId, hcpId, addressee, attestation, pressClass }: Visit): Promise<void> {
    if (addressee === false || pressClass !== "human") return;
    const hcp = await findHcp(deps, hcpId);
    if (hcp === undefined || (await sharedViewing(deps, hcp, Date.parse(attestation.at))) === undefined)
      return;
    await noteRecentVisit(deps, hcp.territory, { visitId, hcpId, at: attestation.at });
  }

  async function note(messageId: MessageId): Promise<void> {
    const message = await findMessage(deps, messageId);
    const known = message === undefined ? undefined : fateOf(message, undefined);
    if (message === undefined || known === undefined) return;
    const hcp = await findHcp(deps, message.hcpId);
    if (hcp === undefined) return;
    await noteFate(deps, { hcpId: hcp.hcpId, messageId, territory: hcp.territory, ...known });
    // seconds after a delivery is when scanners come: some of what had come is told apart only now
    if (message.state === "delivered") await noteClicks(deps, messageId, deps.clock());
  }
}
