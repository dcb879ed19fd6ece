import { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { consentHead, type ViewingRules, viewingRules } from "../consent/facts.ts";
import { findMessage } from "../messaging/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import type { StreamFact } from "./stream-fact.ts";

/**
 * Whether an item's person still agrees to individual tracking; of a piece, whether they did so at that time as well, and
 * for it. What happened while it was off stays nobody's, also when it is on again a moment later.
 */
export type MayTrack = (item: {
  readonly hcpId: string;
  readonly messageId: string | undefined;
  readonly piece?: { readonly versionId: string; readonly at: string };
}) => boolean;

/** Somebody who agrees now: whether they did at another time, and for which pieces. */
interface Tracked {
  readonly rules: ViewingRules;
  stood(at: Instant): boolean;
}

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
  const asked = new Map<string, Promise<Tracked | undefined>>();
  for (const { item } of facts) {
    if (item.kind === "link") continue;
    const { hcpId, messageId } = item.kind === "visit" ? item.visit : item.batch;
    if (hcpId === undefined || messageId === undefined) continue;
    const id = `${hcpId}|${messageId}`;
    if (!asked.has(id)) asked.set(id, agrees(HcpId.parse(hcpId), MessageId.parse(messageId)));
  }
  const known = new Map<string, Tracked | undefined>();
  for (const [id, answer] of asked) known.set(id, await answer);
  return ({ hcpId, messageId, piece }) => {
    const tracked = known.get(`${hcpId}|${messageId}`);
    if (tracked === undefined || piece === undefined) return tracked !== undefined;
    return tracked.stood(Date.parse(piece.at)) && tracked.rules.counts(piece.versionId, piece.at);
  };

  async function agrees(hcpId: HcpId, messageId: MessageId): Promise<Tracked | undefined> {
    const [message, head] = await Promise.all([findMessage(deps, messageId), consentHead(deps, hcpId)]);
    if (message === undefined || !("handOff" in message)) return undefined;
    const { channel, handOff } = message;
    const { addressHash } = handOff;
    const query = { channel, addressHash, purpose: "promo", dataUse: "track_individual" } as const;
    if (!head.covers({ ...query, now }).covered) return undefined;
    return { rules: viewingRules(head.events), stood: (at) => head.stood({ ...query, at }) };
  }
}
