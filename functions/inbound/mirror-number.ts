import type { HcpId, MessageId, Sha256 } from "../../shared/model/ids.ts";
import { InboundId } from "../../shared/model/inbound.ts";
import { consentHead, textStanding } from "../consent/facts.ts";
import { findAddressStanding, findHcp, findHcpsByMobile } from "../directory/facts.ts";
import { findServiceText, serviceTextIdOf } from "../messaging/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { OptOutList } from "./opt-out-list.ts";
import type { InboundTables } from "./store.ts";
import { findInboundText } from "./text-store.ts";

export interface MirrorDeps extends InboundTables {
  readonly company: string;
  readonly optOuts: OptOutList;
  readonly clock: Clock;
}

/**
 * Brings the provider's list to what our ledger says of a number, whichever event asked and however often: on it after a
 * withdrawal, by whatever way; off it only once somebody with the number permits texts again by own act (INV-5).
 */
export function makeMirrorNumber(deps: MirrorDeps) {
  return {
    /** Somebody's permissions changed. */
    async ofPerson(hcpId: HcpId): Promise<void> {
      const hcp = await findHcp(deps, hcpId);
      if (hcp?.mobile === undefined || hcp.mobileHash === undefined) return;
      const { events } = await consentHead(deps, hcpId);
      const stop = events.findLast(
        ({ action, scope }) => action === "withdraw" && (scope.channel ?? "sms") === "sms",
      );
      // nothing was ever stopped, so nothing of ours is on the list
      if (stop === undefined) return;
      // the confirmation of a STOP has to leave first, or the provider would refuse it; its own event comes after it
      const about = InboundId.safeParse(stop.evidence.reference);
      if (about.success && (await answerWaits(deps, about.data))) return;
      await mirror(deps, hcp.mobile, hcp.mobileHash);
    },

    /** A text outside the gate has left, or surely will not. */
    async afterAnswer(textId: MessageId): Promise<void> {
      const text = await findServiceText(deps, textId);
      if (text?.kind !== "stopped" || !("inboundId" in text.about)) return;
      const raw = await findInboundText(deps, text.about.inboundId);
      if (raw !== undefined) await mirror(deps, raw.number, text.addressHash);
    },
  };
}

async function answerWaits(deps: MirrorDeps, inboundId: InboundId): Promise<boolean> {
  const text = await findServiceText(deps, serviceTextIdOf(inboundId));
  return text?.state === "due" || text?.state === "sending" || text?.state === "retry";
}

async function mirror(deps: MirrorDeps, number: string, addressHash: Sha256): Promise<void> {
  const [owners, standing] = await Promise.all([
    findHcpsByMobile(deps, addressHash),
    findAddressStanding(deps, addressHash),
  ]);
  const standings = await Promise.all(
    owners.map(async ({ hcpId }) => {
      const { events } = await consentHead(deps, hcpId);
      return textStanding(events, addressHash, deps.company, deps.clock()).state;
    }),
  );
  if (standings.includes("granted") && standing.suppression === undefined) return deps.optOuts.remove(number);
  const stopped = standing.stop !== undefined || standing.suppression !== undefined;
  if (stopped || standings.includes("withdrawn")) return deps.optOuts.add(number);
}
