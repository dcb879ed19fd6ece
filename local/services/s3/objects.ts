import type { Readable } from "node:stream";
import type { Authorizer, NeededAction, Principal } from "../../runtime-ports.ts";
import { onBucket, onKey, onObject, type PermissionContext, toWrite } from "./auth/permissions.ts";
import type { Bucket } from "./store/bucket.ts";
import type { Origin } from "./store/object-events.ts";
import type { ObjectVersion } from "./store/object-record.ts";
import { type ByteRange, readRange } from "./wire/byte-range.ts";
import { compareKeys } from "./wire/listing.ts";
import { attributesOf, keyForWrite } from "./wire/object-headers.ts";
import { s3Error } from "./wire/s3-error.ts";

/** An object without its bytes. Header and metadata names are in lower case. */
export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly contentType: string;
  /** content-type, cache-control, content-encoding … as stored. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** The customer-managed key that encrypts this object; absent for S3's own. */
  readonly keyArn?: string;
}

/** Objects for the other parts of the runtime, without HTTP. Missing buckets and refusals throw S3's AwsError. */
export interface Objects {
  /** The same objects with the rights of `principal`: every call is checked as it would be over HTTP. */
  as(principal: Principal): Objects;
  head(bucket: string, key: string): Promise<ObjectInfo | undefined>;
  /** `range` is a Range header; the returned range is what of it applies. @throws InvalidRange (416) */
  get(
    bucket: string,
    key: string,
    range?: string,
  ): Promise<{ readonly info: ObjectInfo; readonly range?: ByteRange; readonly body: Readable } | undefined>;
  /** Headers as in a PUT: content-type, cache-control, x-amz-meta-*. Resolves when durable. */
  put(
    bucket: string,
    key: string,
    body: AsyncIterable<Buffer> | Buffer | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ObjectInfo>;
  copy(
    from: { readonly bucket: string; readonly key: string },
    to: { readonly bucket: string; readonly key: string },
  ): Promise<ObjectInfo>;
  delete(bucket: string, key: string): Promise<void>;
  /** All objects under a prefix in UTF-8 order. */
  list(bucket: string, prefix: string): Promise<readonly ObjectInfo[]>;
  /** Puts the object's bytes into `file` (a hard link where the disk allows it); false when there is no such object. */
  materialize(bucket: string, key: string, file: string): Promise<boolean>;
}

const infoOf = (key: string, version: ObjectVersion): ObjectInfo => ({
  key,
  size: version.size,
  etag: version.etag,
  lastModified: version.lastModified,
  contentType: version.headers["content-type"] ?? "binary/octet-stream",
  headers: version.headers,
  metadata: version.metadata,
  ...(version.keyArn === undefined ? {} : { keyArn: version.keyArn }),
});

async function* single(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Opens the port over the buckets; without {@link Objects.as} it may do everything, as the runtime itself. */
export function createObjects(
  buckets: ReadonlyMap<string, Bucket>,
  authorizer: Authorizer,
  permission: PermissionContext,
  principal?: Principal,
): Objects {
  const requester = principal?.kind === "service" ? principal.service : permission.account;
  const origin = (reason: Origin["reason"]): Origin => ({
    reason,
    requestId: "LOCAL",
    requester,
    sourceIp: "127.0.0.1",
  });
  const check = (...needed: readonly NeededAction[]): void => {
    if (principal && needed.length > 0) authorizer.check(principal, needed);
  };
  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (!bucket) throw s3Error("NoSuchBucket", undefined, { BucketName: name });
    return bucket;
  };
  const readable = (bucket: Bucket, key: string): ObjectVersion | undefined => {
    check(onObject(permission, bucket.plan, "s3:GetObject", key));
    const version = bucket.current(key);
    if (version) check(...onKey(permission, version.keyArn, "kms:Decrypt"));
    else check(onBucket(permission, bucket.plan, "s3:ListBucket"));
    return version;
  };

  const objects: Objects = {
    as: (other) => createObjects(buckets, authorizer, permission, other),
    async head(name, key) {
      const version = readable(bucketOf(name), key);
      return version && infoOf(key, version);
    },
    async get(name, key, header) {
      const bucket = bucketOf(name);
      const version = readable(bucket, key);
      if (!version) return undefined;
      const range = readRange(header, version.size);
      if (range === "unsatisfiable")
        throw s3Error("InvalidRange", undefined, { ActualObjectSize: String(version.size) });
      const applied = range === "whole" ? undefined : range;
      return {
        info: infoOf(key, version),
        ...(applied ? { range: applied } : {}),
        body: await bucket.blobs.read(version.blob, applied),
      };
    },
    async put(name, key, body, headers = {}) {
      const bucket = bucketOf(name);
      const keyArn = keyForWrite(headers, bucket.plan.keyArn);
      check(...toWrite(permission, bucket.plan, key, { headers, keyArn }));
      const source =
        typeof body === "string" ? single(Buffer.from(body)) : Buffer.isBuffer(body) ? single(body) : body;
      const blob = await bucket.blobs.write(source, { checksums: ["crc32"] });
      const version = await bucket.commit(
        key,
        {
          ...attributesOf(headers),
          blob: blob.id,
          size: blob.size,
          etag: blob.md5,
          checksum: { algorithm: "crc32", value: blob.checksums.crc32 ?? "", type: "FULL_OBJECT" },
          ...(keyArn === undefined ? {} : { keyArn }),
        },
        origin("PutObject"),
      );
      return infoOf(key, version);
    },
    async copy(from, to) {
      const source = await objects.get(from.bucket, from.key);
      if (!source) throw s3Error("NoSuchKey", undefined, { Key: from.key });
      const metadata = Object.entries(source.info.metadata).map(
        ([name, value]) => [`x-amz-meta-${name}`, value] as const,
      );
      return objects.put(to.bucket, to.key, source.body, {
        ...source.info.headers,
        ...Object.fromEntries(metadata),
      });
    },
    async delete(name, key) {
      const bucket = bucketOf(name);
      check(onObject(permission, bucket.plan, "s3:DeleteObject", key));
      await bucket.remove(key, origin("DeleteObject"));
    },
    async list(name, prefix) {
      const bucket = bucketOf(name);
      check(onBucket(permission, bucket.plan, "s3:ListBucket", { "s3:prefix": prefix }));
      return bucket
        .keys()
        .filter((key) => key.startsWith(prefix))
        .sort(compareKeys)
        .flatMap((key) => {
          const version = bucket.current(key);
          return version ? [infoOf(key, version)] : [];
        });
    },
    async materialize(name, key, file) {
      const bucket = bucketOf(name);
      const version = readable(bucket, key);
      if (!version) return false;
      await bucket.blobs.materialize(version.blob, file);
      return true;
    },
  };
  return objects;
}
