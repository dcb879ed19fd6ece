import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Sha256 } from "../../shared/model/ids.ts";
import type { MediaFiles } from "./ports.ts";

/**
 * The media bucket on S3. Existence is asked by listing the exact key: HEAD answers 403 instead of 404 to a role
 * whose list right is limited to prefixes, and that could not be told from a missing grant.
 */
export function openMediaFiles(s3: S3Client, bucket: string): MediaFiles {
  async function head(key: string) {
    const found = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }));
    const object = found.Contents?.find((one) => one.Key === key);
    return object === undefined ? undefined : { bytes: object.Size ?? 0, etag: object.ETag ?? "" };
  }
  return {
    head,
    async digest(key, etag) {
      const object = await head(key);
      if (object === undefined || (etag !== undefined && object.etag !== etag)) return undefined;
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: object.etag }),
      );
      if (Body === undefined) return undefined;
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const chunk of Body.transformToWebStream()) {
        hash.update(chunk);
        bytes += chunk.byteLength;
      }
      return { bytes, sha256: hash.digest("hex") as Sha256 };
    },
    async copy(from, to, served) {
      if ((await head(from)) === undefined) return false;
      await s3.send(
        new CopyObjectCommand({
          Bucket: bucket,
          CopySource: `${bucket}/${from}`,
          Key: to,
          // CloudFront has no right to the bucket's default key, which is that of the originals
          ...(served === undefined
            ? {}
            : {
                ContentType: served.contentType,
                MetadataDirective: "REPLACE",
                ServerSideEncryption: "AES256",
              }),
        }),
      );
      return true;
    },
    async rewrite(from, to, contentType, change) {
      if ((await head(from)) === undefined) return undefined;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: from }));
      if (Body === undefined) return undefined;
      const made = change(await Body.transformToByteArray());
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: to,
          Body: made,
          ContentType: contentType,
          // as with a copy that is served
          ServerSideEncryption: "AES256",
        }),
      );
      return { bytes: made.byteLength, sha256: createHash("sha256").update(made).digest("hex") as Sha256 };
    },
    async read(key, etag) {
      if ((await head(key))?.etag !== etag) return undefined;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag }));
      return Body?.transformToByteArray();
    },
    async write(key, bytes, { contentType, contentDisposition }) {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ContentType: contentType,
          ContentDisposition: contentDisposition,
          // as with a copy that is served
          ServerSideEncryption: "AES256",
        }),
      );
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async list(prefix) {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        );
        keys.push(...(page.Contents ?? []).flatMap((object) => object.Key ?? []));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return keys;
    },
  };
}
