import { MAX_IMPORT_BYTES } from "../../shared/contracts/directory/imports.ts";
import type { ImportId } from "../../shared/model/ids.ts";
import { TRANSFER_PREFIX } from "../../shared/names.ts";
import { type PostSigner, presignedPost } from "../runtime/presigned-post.ts";
import type { SignUpload } from "./uploads.ts";

/** How long a form can be used; long enough for a slow line, in real time. */
const FORM_SECONDS = 15 * 60;

/** Where the file of an import lies in the transfer bucket. */
export function importObjectKey(importId: ImportId): string {
  return `${TRANSFER_PREFIX.imports}${importId}.csv`;
}

/** Signs S3 forms: this key, text/csv, at most 20 MB; S3 itself refuses anything else. */
export function importFormSigner(signer: () => PostSigner, bucket: string): SignUpload {
  return async (importId) => {
    const { url, fields } = presignedPost(
      signer(),
      {
        bucket,
        key: importObjectKey(importId),
        contentType: "text/csv",
        maxBytes: MAX_IMPORT_BYTES,
        expiresSeconds: FORM_SECONDS,
      },
      Date.now(),
    );
    return { url, fields: { ...fields } };
  };
}
