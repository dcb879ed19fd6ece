import { AppError } from "../../shared/contracts/errors.ts";
import type { PartsView, uploadsApi } from "../../shared/contracts/media/uploads.ts";
import type { Asset, AssetIn, PartedUpload } from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { PART_BYTES, partsOf } from "../../shared/model/upload-parts.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { assetView } from "./assets.ts";
import { type AssetDeps, changeAsset } from "./change-asset.ts";
import { originalKey } from "./encoding-plan.ts";
import { newAsset, openAsset } from "./open-asset.ts";
import type { PartStore } from "./part-store.ts";
import { findAsset } from "./store.ts";

export interface PartedUploadsDeps extends AssetDeps {
  readonly parts: PartStore;
}
type Handlers = Pick<
  HandlersOf<typeof uploadsApi>,
  "startPartedUpload" | "readParts" | "signParts" | "joinParts" | "giveUpUpload"
>;
type Arriving = AssetIn<"awaiting_upload" | "uploaded"> & { readonly parted: PartedUpload };

/** Resumable uploads: the state lies in the bucket and in the asset, so any browser of the same person can go on. */
export function makePartedUploads(deps: PartedUploadsDeps): Handlers {
  return {
    startPartedUpload: async ({ body, caller, context: { now } }) => {
      const asset = newAsset(body, caller, now);
      const uploadId = await deps.parts.begin(originalKey(asset.assetId), body.contentType);
      const parted = { ...asset, parted: { uploadId, bytes: body.bytes } };
      await openAsset(deps, parted, body.bytes, now);
      return partsView(parted, body.bytes, []);
    },

    readParts: async ({ params, caller, context: { now } }) => {
      const asset = await ownAsset(params.assetId, caller, now);
      const parted = "parted" in asset ? asset.parted : undefined;
      if (parted === undefined) return partsView(asset, "original" in asset ? asset.original.size : 1, []);
      const arrived = await deps.parts.arrived(originalKey(asset.assetId), parted.uploadId);
      return partsView(asset, parted.bytes, arrived ?? []);
    },

    signParts: async ({ params, body, caller, context: { now } }) => {
      const { parted } = arriving(await ownAsset(params.assetId, caller, now));
      const parts = partsOf(parted.bytes).filter((part) => body.numbers.includes(part.number));
      if (parts.length < new Set(body.numbers).size)
        throw new AppError("invalid_request", "The file has no such part.", { field: "body.numbers" });
      const key = originalKey(params.assetId);
      return {
        parts: parts.map(({ number, bytes }) => ({
          number,
          bytes,
          url: deps.parts.address(key, parted.uploadId, { number, bytes }),
        })),
      };
    },

    joinParts: async ({ params, caller, context: { now } }) => {
      const asset = await ownAsset(params.assetId, caller, now);
      if (asset.state === "awaiting_upload") await join(arriving(asset));
      const actor = { type: "user", id: caller.userId, role: "marketer" } as const;
      const next = await changeAsset(deps, asset.assetId, { kind: "upload_claimed" }, now, actor);
      return assetView(next ?? asset);
    },

    giveUpUpload: async ({ params, caller, context: { now } }) => {
      const { assetId, parted } = arriving(await ownAsset(params.assetId, caller, now));
      const actor = { type: "user", id: caller.userId, role: "marketer" } as const;
      const next = await changeAsset(deps, assetId, { kind: "upload_given_up" }, now, actor);
      if (next?.state !== "failed") throw throughAlready();
      await deps.parts.drop(originalKey(assetId), parted.uploadId);
      return assetView(next);
    },
  };

  /** Uploads are their beginner's own; to others there is nothing, and the audit knows of the try. */
  async function ownAsset(assetId: AssetId, caller: Caller, now: Instant): Promise<Asset> {
    const asset = await findAsset(deps, assetId);
    if (asset?.createdBy === caller.userId) return asset;
    const actor = { type: "user", id: caller.userId, role: "marketer" } as const;
    const reason = asset === undefined ? "unknown_asset" : "other_uploader";
    const denial = { actor, action: "media.upload", objectId: assetId, reason };
    await recordDenial(deps.tables, deps.auditTable, denial, now);
    throw new AppError("not_found", "There is no upload here for you.");
  }

  /** All bytes must be there before they are joined: what is judged afterwards is the file that was promised. */
  async function join({ assetId, parted }: Arriving): Promise<void> {
    const key = originalKey(assetId);
    const arrived = await deps.parts.arrived(key, parted.uploadId);
    // joined by an earlier call whose answer was lost: the intake looks for itself
    if (arrived === undefined) return;
    const missing = partsOf(parted.bytes).filter(
      (part) => !arrived.some((one) => one.number === part.number && one.bytes === part.bytes),
    );
    if (missing.length > 0) {
      const count = missing.length === 1 ? "One part is" : `${missing.length} parts are`;
      throw new AppError("wrong_state", `${count} still missing. Send what is missing and join again.`);
    }
    await deps.parts.join(key, parted.uploadId, arrived);
  }
}

function arriving(asset: Asset): Arriving {
  if (asset.state === "awaiting_upload" && asset.parted !== undefined)
    return { ...asset, parted: asset.parted };
  throw throughAlready();
}

function throughAlready(): AppError {
  return new AppError("wrong_state", "This upload takes no more parts: it is through or was given up.");
}

function partsView(
  { assetId, state, fileName }: Asset,
  bytes: number,
  arrived: readonly { readonly number: number; readonly bytes: number }[],
): PartsView {
  return {
    assetId,
    state,
    fileName,
    bytes,
    partBytes: PART_BYTES,
    arrived: arrived.map((part) => ({ number: part.number, bytes: part.bytes })),
  };
}
