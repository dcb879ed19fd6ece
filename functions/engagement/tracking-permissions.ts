import { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead } from "../consent/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import type { StreamFact } from "./stream-fact.ts";

/** Whether an item's person still agrees to individual tracking. */
export type MayTrack = (item: { readonly hcpId: string; readonly messageId: string | undefined }) => boolean;

/**
 * Asks, once per message of the batch, whether the person still agrees to individual tracking at the address that the
 * link was sent to (INV-4). Fold and lake drop the person key where the answer is no, also for events recorded before.
 */
export async function trackingPermissions(
  deps: { readonly tables: Tables; readonly recordsTable: string },
  facts: readonly StreamFact[],
  now: Instant,
): Promise<MayTrack> {
  const asked = new Map<string, Promise<boolean>>();
  for (const { item } of facts) {
    if (item.kind === "link") continue;
    const { hcpId, messageId } = item.kind === "visit" ? item.visit : item.batch;
    if (hcpId === undefined || messageId === undefined) continue;
    const id = `${hcpId}|${messageId}`;
    if (!asked.has(id)) asked.set(id, agrees(HcpId.parse(hcpId), MessageId.parse(messageId)));
  }
  const tracked = new Set<string>();
  for (const [id, answer] of asked) if (await answer) tracked.add(id);
  return ({ hcpId, messageId }) => tracked.has(`${hcpId}|${messageId}`);

  async function agrees(hcpId: HcpId, messageId: MessageId): Promise<boolean> {
    const [message, head] = await Promise.all([findMessage(deps, messageId), consentHead(deps, hcpId)]);
    if (message === undefined || !("handOff" in message)) return false;
    return head.covers({
      channel: message.channel,
      addressHash: message.handOff.addressHash,
      purpose: "promo",
      dataUse: "track_individual",
      now,
    }).covered;
  }
}
