import { AppError } from "../../shared/contracts/errors.ts";
import { type AssetIn, kindOfUpload } from "../../shared/model/asset.ts";
import { AssetId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { newId, newToken } from "../runtime/ids.ts";
import { transactFresh } from "../runtime/transaction.ts";
import type { AssetDeps } from "./change-asset.ts";
import { assetPart } from "./store.ts";

/** An asset that waits for its upload. */
export function newAsset(
  file: { readonly fileName: string; readonly contentType: string },
  by: Caller,
  now: Instant,
): AssetIn<"awaiting_upload"> {
  const at = instantText(now);
  return {
    state: "awaiting_upload",
    assetId: AssetId.parse(newId("ast", now)),
    kind: kindOfUpload(file.contentType),
    rev: 1,
    fileName: file.fileName,
    contentType: file.contentType,
    previewName: `${newToken()}${newToken()}`.slice(0, 32),
    createdBy: by.userId,
    createdAt: at,
    heardAt: at,
  };
}

/**
 * Writes a new asset with its audit link.
 * @throws AppError unavailable when conflicts do not end
 */
export async function openAsset(
  deps: AssetDeps,
  asset: AssetIn<"awaiting_upload">,
  declaredBytes: number,
  now: Instant,
): Promise<void> {
  const fact = {
    actor: { type: "user", id: asset.createdBy, role: "marketer" } as const,
    action: "media.asset.create",
    object: { type: "Asset", id: asset.assetId, version: "1" },
    after: { state: asset.state, declaredBytes, contentType: asset.contentType },
  };
  const outcome = await transactFresh(deps.tables, async () => [
    assetPart(deps.recordsTable, asset, []),
    await auditPart(deps.tables, deps.auditTable, fact, now),
  ]);
  if (outcome.kind !== "committed")
    throw new AppError("unavailable", "The upload could not begin. Try again.");
}
