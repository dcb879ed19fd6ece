import type { EventBridgeEvent } from "aws-lambda";
import { versionWithdrawn } from "../../shared/contracts/content.ts";
import { assetWithdrawn } from "../../shared/contracts/media.ts";
import type { AssetIn } from "../../shared/model/asset.ts";
import { MEDIA_PREFIX } from "../../shared/names.ts";
import type { Clock } from "../runtime/clock.ts";
import { detailOf } from "../runtime/events.ts";
import { type AssetDeps, changeAsset } from "./change-asset.ts";
import { assetPrefix } from "./encoding-plan.ts";
import type { MediaFiles } from "./ports.ts";
import { findAsset } from "./store.ts";

export interface WithdrawalDeps extends AssetDeps {
  readonly files: Pick<MediaFiles, "list" | "copy" | "remove">;
  readonly clock: Clock;
}

/**
 * Moves the media of withdrawn content to `withdrawn/`, so that signed and public addresses end within the edge's
 * 30 seconds (MLR-7). Media that another approved version in date still shows stays: by its own withdrawal it goes at
 * once, and the reconciler sends it here within 5 minutes after that version has expired or was superseded.
 * The withdrawal of a version only marks the asset: nothing can be approved with it from then on. The mark announces the
 * asset's own withdrawal, and that alone moves the files, so that two do not move them at once. May be delivered again at
 * any point.
 */
export function makeVersionWithdrawn(deps: WithdrawalDeps) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    if (event["detail-type"] === assetWithdrawn.name) {
      const asset = await findAsset(deps, detailOf(assetWithdrawn, event).assetId);
      if (asset?.state === "withdrawn") await moveAway(deps, asset);
      return;
    }
    const { assetId } = detailOf(versionWithdrawn, event);
    await changeAsset(deps, assetId, { kind: "withdrawn" }, deps.clock());
  };
}

async function moveAway(deps: WithdrawalDeps, asset: AssetIn<"withdrawn">): Promise<void> {
  const made = await deps.files.list(assetPrefix(asset.assetId));
  for (const key of asset.kind === "film" ? [asset.preview.key, ...made] : made) {
    // nothing to copy means that an earlier delivery got this far
    if (await deps.files.copy(key, `${MEDIA_PREFIX.withdrawn}${key}`)) await deps.files.remove(key);
  }
}
