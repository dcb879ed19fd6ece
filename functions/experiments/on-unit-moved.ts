import type { EventBridgeEvent } from "aws-lambda";
import { consentChanged } from "../../shared/contracts/consent.ts";
import { messageQueued, messageSettled } from "../../shared/contracts/messaging.ts";
import { visitConfirmed } from "../../shared/contracts/spaces.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead } from "../consent/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import { detailOf } from "../runtime/events.ts";
import { findVisit } from "../spaces/facts.ts";
import { unitOf } from "./assign.ts";
import type { RecordsTable } from "./store.ts";
import { trialsOf } from "./trial-store.ts";
import type { Told } from "./unit.ts";
import { type InsightsTable, noteUnit } from "./unit-store.ts";

/**
 * A message of an experiment was made or left, somebody came by its link, or a person left: the counts of the arms follow.
 * Only confirmed visits count; requests of machines never come this way (INV-11).
 */
export function makeOnUnitMoved(deps: RecordsTable & InsightsTable) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    switch (event["detail-type"]) {
      case visitConfirmed.name: {
        const visit = await findVisit(deps, detailOf(visitConfirmed, event).visitId);
        // a colleague's visit is not the person's (3.3), and nothing counts what may be a program (INV-11)
        if (visit === undefined || visit.addressee === false || visit.pressClass !== "human") return;
        return note(visit.messageId, { visitedAt: Date.parse(visit.attestation.at) });
      }
      case consentChanged.name:
        return noteLeaving(detailOf(consentChanged, event).hcpId);
      case messageQueued.name:
        return note(detailOf(messageQueued, event).messageId, {});
      default:
        return note(detailOf(messageSettled, event).messageId, {});
    }
  };

  async function note(messageId: MessageId, told: Told): Promise<void> {
    const message = await findMessage(deps, messageId);
    if (message?.experiment === undefined) return;
    const { experimentId, arm } = message.experiment;
    const unit = unitOf(experimentId, message.hcpId);
    const about = { experimentId, unit, arm, assignedAt: Date.parse(message.createdAt) };
    await noteUnit(deps, about, { ...told, invitedAt: leftAt(message, told.visitedAt !== undefined) });
  }

  async function noteLeaving(hcpId: HcpId): Promise<void> {
    const trials = await trialsOf(deps, hcpId);
    if (trials.length === 0) return;
    const { events } = await consentHead(deps, hcpId);
    const goings = events.filter(isLeaving);
    for (const { messageId } of trials)
      for (const { at } of goings) await note(messageId, { leftAt: Date.parse(at) });
  }
}

/** When a message surely left: a hand-off alone may come back, a visit proves it. */
function leftAt(message: Message, visited: boolean): Instant | undefined {
  if (!("handOff" in message) || (message.state === "handed_off" && !visited)) return undefined;
  return Date.parse(message.handOff.at);
}

/** Whether a person left by this: any withdrawal of messages that they said, a complaint among them. */
function isLeaving({ action, actor, scope }: ConsentEvent): boolean {
  const ofMessages = scope.dataUse === undefined || scope.dataUse === "send";
  return action === "withdraw" && actor !== "import" && ofMessages;
}
