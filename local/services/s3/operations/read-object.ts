import { pipeline } from "node:stream/promises";
import { onBucket, onKey, onObject } from "../auth/permissions.ts";
import { type Bucket, selectVersion } from "../store/bucket.ts";
import type { ObjectVersion } from "../store/object-record.ts";
import { type ByteRange, readRange } from "../wire/byte-range.ts";
import { describeVersion } from "../wire/object-headers.ts";
import { readCondition } from "../wire/preconditions.ts";
import { s3Error } from "../wire/s3-error.ts";
import {
  answerEmpty,
  answerXml,
  bucketOf,
  type Operation,
  type S3Call,
  type S3Context,
  versionIdOf,
} from "./call.ts";

/**
 * The version a caller may read. Who may not list the bucket learns of a missing key only that access is denied.
 * @throws AccessDenied, NoSuchKey, NoSuchVersion, MethodNotAllowed
 */
export function readableVersion(
  _s3: S3Context,
  call: S3Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  call.authorize(onObject(call.permission, bucket.plan, "s3:GetObject", key, versionId));
  if (versionId === undefined && !bucket.current(key)) {
    call.authorize(onBucket(call.permission, bucket.plan, "s3:ListBucket"));
    const marker = bucket.versions(key)[0];
    if (marker && !call.response.headersSent) {
      call.response.setHeader("x-amz-delete-marker", "true");
      call.response.setHeader("x-amz-version-id", marker.versionId);
    }
  }
  const version = selectVersion(bucket.versions(key), versionId, key);
  call.authorize(...onKey(call.permission, version.keyArn, "kms:Decrypt"));
  return version;
}

/** `response-*` parameters replace headers of the answer; S3 refuses them on unsigned requests. */
function overrides(call: S3Call): Record<string, string> {
  const wanted = [...call.query].filter(([name]) => name.startsWith("response-"));
  if (wanted.length > 0 && call.caller.authType === "ANONYMOUS") {
    throw s3Error(
      "InvalidRequest",
      "Request specific response headers cannot be used for anonymous GET requests.",
    );
  }
  return Object.fromEntries(
    wanted.map(([name, value]) => [name.slice("response-".length).toLowerCase(), value]),
  );
}

function partRange(version: ObjectVersion, partNumber: number): ByteRange {
  const sizes = version.partSizes ?? [version.size];
  const size = sizes[partNumber - 1];
  if (size === undefined) throw s3Error("InvalidRange", "The requested partnumber is not satisfiable");
  const start = sizes.slice(0, partNumber - 1).reduce((sum, one) => sum + one, 0);
  return { start, end: start + size - 1 };
}

function wantedRange(call: S3Call, version: ObjectVersion): ByteRange | "whole" {
  const part = call.query.get("partNumber");
  if (part !== null && version.size > 0) return partRange(version, Number(part));
  const range = readRange(call.headers.range, version.size);
  if (range === "unsatisfiable") {
    throw s3Error("InvalidRange", undefined, {
      RangeRequested: call.headers.range ?? "",
      ActualObjectSize: String(version.size),
    });
  }
  return range;
}

async function answerObject(s3: S3Context, call: S3Call, withBody: boolean): Promise<void> {
  const bucket = bucketOf(s3, call.bucketName);
  const version = readableVersion(s3, call, bucket, call.key, versionIdOf(call));
  const condition = readCondition(call.headers, version);
  const headers = { ...describeVersion(version, bucket.versioned), ...overrides(call) };
  if (condition === "failed") throw s3Error("PreconditionFailed");
  if (condition === "not modified") {
    answerEmpty(call, 304, headers);
    return;
  }
  const range = wantedRange(call, version);
  if (range === "whole") {
    if (version.checksum && call.headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED") {
      headers[`x-amz-checksum-${version.checksum.algorithm}`] = version.checksum.value;
      headers["x-amz-checksum-type"] = version.checksum.type;
    }
    headers["content-length"] = String(version.size);
  } else {
    headers["content-range"] = `bytes ${range.start}-${range.end}/${version.size}`;
    headers["content-length"] = String(range.end - range.start + 1);
  }
  if (call.query.has("partNumber") && version.partSizes)
    headers["x-amz-mp-parts-count"] = String(version.partSizes.length);
  const status = range === "whole" ? 200 : 206;
  if (!withBody || version.size === 0) {
    call.response.writeHead(status, headers);
    call.response.end();
    return;
  }
  const body = await bucket.blobs.read(version.blob, range === "whole" ? undefined : range);
  call.response.writeHead(status, headers);
  // A reader that leaves early is its own business.
  await pipeline(body, call.response).catch(() => call.response.destroy());
}

export const getObject: Operation = (s3, call) => answerObject(s3, call, true);
export const headObject: Operation = (s3, call) => answerObject(s3, call, false);

export const getObjectAttributes: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const version = readableVersion(s3, call, bucket, call.key, versionIdOf(call));
  call.authorize(onObject(call.permission, bucket.plan, "s3:GetObjectAttributes", call.key));
  const wanted = (call.headers["x-amz-object-attributes"] ?? "").split(",").map((name) => name.trim());
  const { checksum } = version;
  answerXml(
    call,
    200,
    "GetObjectAttributesResponse",
    {
      ETag: wanted.includes("ETag") ? version.etag : undefined,
      Checksum:
        wanted.includes("Checksum") && checksum
          ? { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value, ChecksumType: checksum.type }
          : undefined,
      ObjectParts:
        wanted.includes("ObjectParts") && version.partSizes
          ? { PartsCount: version.partSizes.length }
          : undefined,
      StorageClass: wanted.includes("StorageClass")
        ? (version.headers["x-amz-storage-class"] ?? "STANDARD")
        : undefined,
      ObjectSize: wanted.includes("ObjectSize") ? version.size : undefined,
    },
    {
      "last-modified": new Date(version.lastModified).toUTCString(),
      ...(bucket.versioned ? { "x-amz-version-id": version.versionId } : {}),
    },
  );
};
