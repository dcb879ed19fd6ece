import { GetObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod";
import { ImportId } from "../../shared/model/ids.ts";
import { TRANSFER_PREFIX } from "../../shared/names.ts";
import type { OpenUpload } from "./import-job.ts";
import { importObjectKey } from "./upload-form.ts";

const ObjectCreated = z.object({ object: z.object({ key: z.string(), etag: z.string() }) });

/** Which import an S3 "Object Created" event is about, and the tag of its file; undefined for other objects. */
export function uploadOf(
  event: EventBridgeEvent<string, unknown>,
): { readonly importId: ImportId; readonly etag: string } | undefined {
  const { key, etag } = ObjectCreated.parse(event.detail).object;
  const name = /^(.*)\.csv$/.exec(
    key.startsWith(TRANSFER_PREFIX.imports) ? key.slice(TRANSFER_PREFIX.imports.length) : "",
  );
  const importId = ImportId.safeParse(name?.[1]);
  return importId.success ? { importId: importId.data, etag } : undefined;
}

/** Reads uploaded files from the transfer bucket as streams. */
export function openFromBucket(s3: S3Client, bucket: string): OpenUpload {
  return async (importId, etag) => {
    try {
      const object = await s3.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: importObjectKey(importId),
          IfMatch: `"${etag}"`,
        }),
      );
      return object.Body as unknown as AsyncIterable<Uint8Array> | undefined;
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 412 || status === 404) return undefined;
      throw error;
    }
  };
}
