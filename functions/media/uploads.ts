import type { uploadsApi } from "../../shared/contracts/media/uploads.ts";
import { mostBytesOf } from "../../shared/model/asset.ts";
import { HOUR, SECOND } from "../../shared/model/time.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { PostRules, PresignedPost } from "../runtime/presigned-post.ts";
import { originalKey } from "./encoding-plan.ts";
import { newAsset, openAsset } from "./open-asset.ts";
import { makePartedUploads, type PartedUploadsDeps } from "./parted-uploads.ts";

export interface UploadsDeps extends PartedUploadsDeps {
  readonly bucket: string;
  /** Signs a form at this instant of real time. */
  readonly signForm: (rules: PostRules) => PresignedPost;
}

/** Opens an asset and hands out the one form that can fill it, or the addresses of its parts. */
export function makeUploads(deps: UploadsDeps): HandlersOf<typeof uploadsApi> {
  return {
    ...makePartedUploads(deps),
    startUpload: async ({ body, caller, context: { now } }) => {
      const asset = newAsset(body, caller, now);
      await openAsset(deps, asset, body.bytes, now);
      const upload = deps.signForm({
        bucket: deps.bucket,
        key: originalKey(asset.assetId),
        contentType: body.contentType,
        maxBytes: mostBytesOf(asset.kind),
        expiresSeconds: HOUR / SECOND,
      });
      const { assetId, state } = asset;
      return { assetId, state, upload: { url: upload.url, fields: { ...upload.fields } } };
    },
  };
}
