import type { Actor } from "../../shared/contracts/audit.ts";
import { assetUploaded, assetWithdrawn } from "../../shared/contracts/media.ts";
import type { Asset, AssetState } from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { emitted } from "../runtime/events.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { advance, type Signal } from "./asset-state.ts";
import { assetPart, findAsset, type RecordsTable } from "./store.ts";

export interface AssetDeps extends RecordsTable {
  readonly auditTable: string;
}

const ATTEMPTS = 8;
/** Where somebody else goes on, whoever brought the asset there. */
const ANNOUNCED: { readonly [State in AssetState]?: typeof assetUploaded | typeof assetWithdrawn } = {
  uploaded: assetUploaded,
  withdrawn: assetWithdrawn,
};
/** Signals come from services; only the browser's has a person behind it. */
export const MEDIA_SYSTEM: Actor = { type: "system", id: "media" };

/**
 * Tells an asset a signal: one transaction with its audit link, again with fresh facts when a rival was faster.
 * @returns the asset as it now stands, changed or not; undefined when there is none
 * @throws Error when rivals do not stop: the event is delivered again
 */
export async function changeAsset(
  deps: AssetDeps,
  assetId: AssetId,
  signal: Signal,
  now: Instant,
  actor: Actor = MEDIA_SYSTEM,
): Promise<Asset | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await findAsset(deps, assetId);
    const after = before && advance(before, signal, now);
    if (before === undefined || after === undefined) return before;
    const event = ANNOUNCED[after.state];
    const emits = event === undefined ? [] : [emitted(event, { assetId }, after.rev, now)];
    const outcome = await transact(deps.tables, [
      assetPart(deps.recordsTable, after, emits),
      await auditPart(deps.tables, deps.auditTable, linkOf(before, after, signal, actor), now),
    ]);
    if (outcome.kind === "committed") return after;
    await backOff(attempt);
  }
  throw new Error(`asset ${assetId} keeps moving`);
}

function linkOf(before: Asset, after: Asset, signal: Signal, actor: Actor) {
  return {
    actor,
    action: `media.asset.${signal.kind}`,
    object: {
      type: "Asset",
      id: after.assetId,
      version: String(after.rev),
      ...(after.state === "ready" ? { sha256: after.bytesSha256 } : {}),
    },
    before: { state: before.state },
    after: { state: after.state, ...(after.state === "ready" && after.leaving ? { leaving: true } : {}) },
    ...(after.state === "failed" ? { reason: after.reason } : {}),
  };
}
