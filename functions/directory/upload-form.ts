import type { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { MAX_IMPORT_BYTES } from "../../shared/contracts/directory.ts";
import type { ImportId } from "../../shared/model/ids.ts";
import { TRANSFER_PREFIX } from "../../shared/names.ts";
import type { SignUpload } from "./uploads.ts";

/** How long a form can be used; long enough for a slow line, in real time. */
const FORM_SECONDS = 15 * 60;

/** Where the file of an import lies in the transfer bucket. */
export function importObjectKey(importId: ImportId): string {
  return `${TRANSFER_PREFIX.imports}${importId}.csv`;
}

/** Signs S3 forms: this key, text/csv, at most 20 MB; S3 itself refuses anything else. */
export function importFormSigner(s3: S3Client, bucket: string): SignUpload {
  return async (importId) => {
    const { url, fields } = await createPresignedPost(s3, {
      Bucket: bucket,
      Key: importObjectKey(importId),
      Fields: { "Content-Type": "text/csv" },
      Conditions: [
        ["content-length-range", 0, MAX_IMPORT_BYTES],
        ["eq", "$Content-Type", "text/csv"],
      ],
      Expires: FORM_SECONDS,
    });
    return { url, fields };
  };
}
