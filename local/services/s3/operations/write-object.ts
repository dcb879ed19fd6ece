import { onObject, toWrite } from "../auth/permissions.ts";
import type { Bucket } from "../store/bucket.ts";
import { isChecksumAlgorithm } from "../store/checksums.ts";
import type { ObjectAttributes, ObjectVersion } from "../store/object-record.ts";
import { attributesOf, encryptionHeaders, keyForWrite, parseTagging } from "../wire/object-headers.ts";
import { readCondition, writeCondition } from "../wire/preconditions.ts";
import { receiveBody } from "../wire/receive-body.ts";
import { s3Error } from "../wire/s3-error.ts";
import { answerEmpty, answerXml, bucketOf, type Operation, type S3Call, type S3Context } from "./call.ts";
import { readableVersion } from "./read-object.ts";

const longestKeyBytes = 1024;

/** @throws KeyTooLongError, InvalidRequest for lock settings that the bucket or the request cannot have. */
export function assertWritable(call: S3Call, bucket: Bucket, attributes: ObjectAttributes): void {
  const size = Buffer.byteLength(call.key);
  if (size > longestKeyBytes)
    throw s3Error("KeyTooLongError", undefined, {
      Size: String(size),
      MaxSizeAllowed: String(longestKeyBytes),
    });
  if (!attributes.retention && attributes.legalHold === undefined) return;
  if (!bucket.plan.objectLock) throw s3Error("InvalidRequest", "Bucket is missing Object Lock Configuration");
}

/** Headers that every successful write answers with. */
export function writtenHeaders(bucket: Bucket, version: ObjectVersion): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    ...encryptionHeaders(version.keyArn),
    ...(bucket.versioned ? { "x-amz-version-id": version.versionId } : {}),
    ...(version.checksum
      ? {
          [`x-amz-checksum-${version.checksum.algorithm}`]: version.checksum.value,
          "x-amz-checksum-type": version.checksum.type,
        }
      : {}),
  };
}

export const putObject: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const keyArn = keyForWrite(call.headers, bucket.plan.keyArn);
  call.authorize(...toWrite(call.permission, bucket.plan, call.key, { headers: call.headers, keyArn }));
  const attributes = attributesOf(call.headers);
  assertWritable(call, bucket, attributes);
  const promised = Object.keys(call.headers).some(
    (name) => name === "content-md5" || name.startsWith("x-amz-checksum-") || name === "x-amz-trailer",
  );
  if (attributes.retention && !promised) {
    throw s3Error(
      "InvalidRequest",
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    );
  }
  // Refused before the body travels; checked again together with the commit.
  if (writeCondition(call.headers, bucket.current(call.key)) === "failed")
    throw s3Error("PreconditionFailed");
  const { blob, algorithm, checksum } = await receiveBody(
    call.request,
    call.headers,
    call.caller.chunks,
    bucket.blobs,
  );
  const version = await bucket
    .commit(
      call.key,
      {
        ...attributes,
        blob: blob.id,
        size: blob.size,
        etag: blob.md5,
        checksum: { algorithm, value: checksum, type: "FULL_OBJECT" },
        ...(keyArn === undefined ? {} : { keyArn }),
      },
      call.origin("PutObject"),
      call.headers,
    )
    .catch(async (error: unknown) => {
      await bucket.blobs.remove(blob.id);
      throw error;
    });
  answerEmpty(call, 200, writtenHeaders(bucket, version));
};

/** Reads `x-amz-copy-source`: `/bucket/key?versionId=…`, percent-encoded. @throws InvalidArgument */
function copySource(call: S3Call): {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
} {
  const [path = "", query = ""] = (call.headers["x-amz-copy-source"] ?? "").split("?");
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
  if (bucket === undefined || key === undefined) {
    throw s3Error(
      "InvalidArgument",
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    );
  }
  const versionId = new URLSearchParams(query).get("versionId");
  return versionId === null ? { bucket, key } : { bucket, key, versionId };
}

/** The source of a copy, if the caller may read it and its conditions hold. */
export function copyableVersion(
  s3: S3Context,
  call: S3Call,
): { readonly bucket: Bucket; readonly version: ObjectVersion } {
  const source = copySource(call);
  const bucket = bucketOf(s3, source.bucket);
  const version = readableVersion(s3, call, bucket, source.key, source.versionId);
  if (readCondition(call.headers, version, "x-amz-copy-source-") !== "proceed")
    throw s3Error("PreconditionFailed");
  return { bucket, version };
}

function copiedAttributes(call: S3Call, source: ObjectVersion): ObjectAttributes {
  const own = attributesOf(call.headers);
  const replaced = call.headers["x-amz-metadata-directive"] === "REPLACE";
  const tags =
    call.headers["x-amz-tagging-directive"] === "REPLACE"
      ? parseTagging(call.headers["x-amz-tagging"])
      : source.tags;
  // A lock is never copied: the copy has what the request asks for.
  const { retention, legalHold } = own;
  return {
    headers: replaced ? own.headers : source.headers,
    metadata: replaced ? own.metadata : source.metadata,
    tags,
    ...(retention ? { retention } : {}),
    ...(legalHold === undefined ? {} : { legalHold }),
  };
}

export const copyObject: Operation = async (s3, call) => {
  const target = bucketOf(s3, call.bucketName);
  const keyArn = keyForWrite(call.headers, target.plan.keyArn);
  const source = copyableVersion(s3, call);
  call.authorize(...toWrite(call.permission, target.plan, call.key, { headers: call.headers, keyArn }));
  if (Object.keys(source.version.tags).length > 0 && call.headers["x-amz-tagging-directive"] !== "REPLACE") {
    call.authorize(
      onObject(call.permission, source.bucket.plan, "s3:GetObjectTagging", copySource(call).key),
      onObject(call.permission, target.plan, "s3:PutObjectTagging", call.key),
    );
  }
  const same =
    source.bucket === target && copySource(call).key === call.key && copySource(call).versionId === undefined;
  const changes = [
    "x-amz-metadata-directive",
    "x-amz-tagging-directive",
    "x-amz-storage-class",
    "x-amz-server-side-encryption",
  ];
  if (same && !changes.some((name) => call.headers[name] !== undefined && call.headers[name] !== "COPY")) {
    throw s3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const attributes = copiedAttributes(call, source.version);
  assertWritable(call, target, attributes);
  const asked = (call.headers["x-amz-checksum-algorithm"] ?? "").toLowerCase();
  const algorithm = isChecksumAlgorithm(asked) ? asked : (source.version.checksum?.algorithm ?? "crc64nvme");
  const blob = await target.blobs.write(await source.bucket.blobs.read(source.version.blob), {
    checksums: [algorithm],
  });
  const version = await target
    .commit(
      call.key,
      {
        ...attributes,
        blob: blob.id,
        size: blob.size,
        etag: blob.md5,
        checksum: { algorithm, value: blob.checksums[algorithm] ?? "", type: "FULL_OBJECT" },
        ...(keyArn === undefined ? {} : { keyArn }),
      },
      call.origin("CopyObject"),
      call.headers,
    )
    .catch(async (error: unknown) => {
      await target.blobs.remove(blob.id);
      throw error;
    });
  answerXml(
    call,
    200,
    "CopyObjectResult",
    { LastModified: new Date(version.lastModified).toISOString(), ETag: `"${version.etag}"` },
    {
      ...writtenHeaders(target, version),
      ...(source.bucket.versioned ? { "x-amz-copy-source-version-id": source.version.versionId } : {}),
    },
  );
};
