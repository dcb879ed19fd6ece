import { AppError } from "../../shared/contracts/errors.ts";
import type { uploadsApi } from "../../shared/contracts/media.ts";
import { type AssetIn, MAX_ORIGINAL_BYTES } from "../../shared/model/asset.ts";
import { AssetId } from "../../shared/model/ids.ts";
import { HOUR, instantText, SECOND } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId, newToken } from "../runtime/ids.ts";
import type { PostRules, PresignedPost } from "../runtime/presigned-post.ts";
import { transactFresh } from "../runtime/transaction.ts";
import type { AssetDeps } from "./change-asset.ts";
import { originalKey } from "./encoding-plan.ts";
import { assetPart } from "./store.ts";

export interface UploadsDeps extends AssetDeps {
  readonly bucket: string;
  /** Signs a form at this instant of real time. */
  readonly signForm: (rules: PostRules) => PresignedPost;
}

/** Opens an asset and hands out the one form that can fill it. */
export function makeUploads(deps: UploadsDeps): HandlersOf<typeof uploadsApi> {
  return {
    startUpload: async ({ body, caller, context: { now } }) => {
      const assetId = AssetId.parse(newId("ast", now));
      const at = instantText(now);
      const asset: AssetIn<"awaiting_upload"> = {
        state: "awaiting_upload",
        assetId,
        rev: 1,
        fileName: body.fileName,
        contentType: body.contentType,
        previewName: `${newToken()}${newToken()}`.slice(0, 32),
        createdBy: caller.userId,
        createdAt: at,
        heardAt: at,
      };
      const fact = {
        actor: { type: "user", id: caller.userId, role: "marketer" } as const,
        action: "media.asset.create",
        object: { type: "Asset", id: assetId, version: "1" },
        after: { state: asset.state, declaredBytes: body.bytes, contentType: body.contentType },
      };
      const outcome = await transactFresh(deps.tables, async () => [
        assetPart(deps.recordsTable, asset, []),
        await auditPart(deps.tables, deps.auditTable, fact, now),
      ]);
      if (outcome.kind !== "committed")
        throw new AppError("unavailable", "The upload could not begin. Try again.");
      const upload = deps.signForm({
        bucket: deps.bucket,
        key: originalKey(assetId),
        contentType: body.contentType,
        maxBytes: MAX_ORIGINAL_BYTES,
        expiresSeconds: HOUR / SECOND,
      });
      return { assetId, state: asset.state, upload: { url: upload.url, fields: { ...upload.fields } } };
    },
  };
}
