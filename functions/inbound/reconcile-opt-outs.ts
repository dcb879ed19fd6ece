import type { Actor } from "../../shared/contracts/audit.ts";
import type { Sha256 } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { textActParts } from "../consent/conditions.ts";
import { consentHead, textStanding } from "../consent/facts.ts";
import { stopAddressPart } from "../directory/conditions.ts";
import { findAddressStanding, findHcpsByMobile, addressHash as hashOf } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { transactFresh } from "../runtime/transaction.ts";
import type { OptOutList } from "./opt-out-list.ts";
import type { InboundTables } from "./store.ts";

export interface ReconcileDeps extends InboundTables {
  readonly auditTable: string;
  readonly pepper: () => Promise<string>;
  readonly company: string;
  readonly optOuts: OptOutList;
  readonly clock: Clock;
  readonly log: Logger;
}

const PROVIDER: Actor = { type: "provider", id: "opt-out-list" };

/**
 * Takes over whatever the provider's list knows and we do not: a STOP to a toll-free number is seen by the carrier only
 * (aws-facts 1.2, design A). Ours stays the superset: nothing is ever opened because it is not on the list.
 * @returns how many numbers were new to us
 */
export async function reconcileOptOuts(deps: ReconcileDeps): Promise<number> {
  const pepper = await deps.pepper();
  let taken = 0;
  let token: string | undefined;
  do {
    const page = await deps.optOuts.page(token);
    for (const number of page.numbers) {
      if (await takeOver(deps, hashOf(pepper, "sms", number), deps.clock())) taken += 1;
    }
    token = page.next;
  } while (token !== undefined);
  if (taken > 0) deps.log.info("opt-outs taken over", { taken });
  return taken;
}

/** Whether the number was open for us. One that is stopped, and whose owners are, costs two reads and an index query. */
async function takeOver(deps: ReconcileDeps, addressHash: Sha256, now: Instant): Promise<boolean> {
  const [owners, standing] = await Promise.all([
    findHcpsByMobile(deps, addressHash),
    findAddressStanding(deps, addressHash),
  ]);
  const people = await Promise.all(
    owners.map(async ({ hcpId }) => {
      const log = await consentHead(deps, hcpId);
      return { hcpId, log, state: textStanding(log.events, addressHash, deps.company, now).state };
    }),
  );
  const open = people.filter(({ state }) => state !== "withdrawn");
  if (standing.stop !== undefined && open.length === 0) return false;
  const reference = `opt-out-list ${instantText(now)}`;
  const proof = { addressHash, actor: "system", method: "sms_keyword", reference } as const;
  const written = await transactFresh(deps.tables, async () => {
    const withdrawals = await Promise.all(
      open.map(async ({ hcpId }) =>
        textActParts(deps, hcpId, await consentHead(deps, hcpId), { act: "withdraw" }, proof, PROVIDER, now),
      ),
    );
    return [
      ...withdrawals.flat(),
      stopAddressPart(deps.peopleTable, { addressHash, channel: "sms", by: owners[0]?.hcpId }, now),
      await auditPart(
        deps.tables,
        deps.auditTable,
        {
          actor: PROVIDER,
          action: "number.opted_out",
          object: { type: "Address", id: addressHash },
          after: { hcpIds: open.map(({ hcpId }) => hcpId) },
          ruleIds: ["CON-13"],
        },
        now,
      ),
    ];
  });
  if (written.kind !== "committed")
    throw new Error("an opt-out could not be taken over; the next run tries again");
  return true;
}
