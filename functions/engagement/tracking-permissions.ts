import { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead, type ViewingRules, viewingRules } from "../consent/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import type { StreamFact } from "./stream-fact.ts";

/** Whether an item's person still agrees to individual tracking; of a piece, whether at that time they do for it. */
export type MayTrack = (item: {
  readonly hcpId: string;
  readonly messageId: string | undefined;
  readonly piece?: { readonly versionId: string; readonly at: string };
}) => boolean;

/**
 * Asks, once per message of the batch, whether the person still agrees to individual tracking at the address that the
 * link was sent to (INV-4), and which pieces they had taken out (2.11). Fold and lake drop the person key where the
 * answer is no, also for events recorded before.
 */
export async function trackingPermissions(
  deps: { readonly tables: Tables; readonly recordsTable: string },
  facts: readonly StreamFact[],
  now: Instant,
): Promise<MayTrack> {
  const asked = new Map<string, Promise<ViewingRules | undefined>>();
  for (const { item } of facts) {
    if (item.kind === "link") continue;
    const { hcpId, messageId } = item.kind === "visit" ? item.visit : item.batch;
    if (hcpId === undefined || messageId === undefined) continue;
    const id = `${hcpId}|${messageId}`;
    if (!asked.has(id)) asked.set(id, agrees(HcpId.parse(hcpId), MessageId.parse(messageId)));
  }
  const rulesOf = new Map<string, ViewingRules | undefined>();
  for (const [id, answer] of asked) rulesOf.set(id, await answer);
  return ({ hcpId, messageId, piece }) => {
    const rules = rulesOf.get(`${hcpId}|${messageId}`);
    return rules !== undefined && (piece === undefined || rules.counts(piece.versionId, piece.at));
  };

  async function agrees(hcpId: HcpId, messageId: MessageId): Promise<ViewingRules | undefined> {
    const [message, head] = await Promise.all([findMessage(deps, messageId), consentHead(deps, hcpId)]);
    if (message === undefined || !("handOff" in message)) return undefined;
    const { covered } = head.covers({
      channel: message.channel,
      addressHash: message.handOff.addressHash,
      purpose: "promo",
      dataUse: "track_individual",
      now,
    });
    return covered ? viewingRules(head.events) : undefined;
  }
}
