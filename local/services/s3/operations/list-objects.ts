import { onBucket } from "../auth/permissions.ts";
import { awsEncode } from "../auth/sigv4.ts";
import type { Bucket } from "../store/bucket.ts";
import type { ObjectVersion } from "../store/object-record.ts";
import { pageOf } from "../wire/listing.ts";
import { s3Error } from "../wire/s3-error.ts";
import type { XmlNode } from "../wire/xml.ts";
import { answerXml, bucketOf, countParameter, type Operation, type S3Call } from "./call.ts";

/** With `encoding-type=url` keys are percent-encoded (slashes stay), so that XML can carry any of them. */
function keyEncoder(call: S3Call): (key: string) => string {
  const type = call.query.get("encoding-type");
  if (type === null) return (key) => key;
  if (type !== "url") throw s3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
  return (key) => key.split("/").map(awsEncode).join("/");
}

function authorizeListing(
  call: S3Call,
  bucket: Bucket,
  action: string,
): { prefix: string; delimiter: string; limit: number } {
  const prefix = call.query.get("prefix") ?? "";
  const delimiter = call.query.get("delimiter") ?? "";
  const limit = countParameter(call, "max-keys");
  call.authorize(
    onBucket(call.permission, bucket.plan, action, {
      "s3:prefix": prefix,
      ...(delimiter === "" ? {} : { "s3:delimiter": delimiter }),
      "s3:max-keys": String(limit),
    }),
  );
  return { prefix, delimiter, limit };
}

function contents(bucket: Bucket, keys: readonly string[], encode: (key: string) => string): XmlNode[] {
  return keys.flatMap((key) => {
    const version = bucket.current(key);
    return version ? [{ Key: encode(key), ...describe(version) }] : [];
  });
}

function describe(version: ObjectVersion): XmlNode {
  return {
    LastModified: new Date(version.lastModified).toISOString(),
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm.toUpperCase(),
    ChecksumType: version.checksum?.type,
    Size: version.size,
    StorageClass: version.headers["x-amz-storage-class"] ?? "STANDARD",
  };
}

/** Keys whose newest version is an object: a delete marker hides a key from plain listings. */
const visible = (bucket: Bucket): readonly string[] =>
  bucket.versioned ? bucket.keys().filter((key) => bucket.current(key) !== undefined) : bucket.keys();

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith("after:"))
    throw s3Error("InvalidArgument", "The continuation token provided is incorrect");
  return text.slice("after:".length);
}

export const listObjectsV2: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const { prefix, delimiter, limit } = authorizeListing(call, bucket, "s3:ListBucket");
  const encode = keyEncoder(call);
  const token = call.query.get("continuation-token");
  const startAfter = call.query.get("start-after");
  const after = token === null ? (startAfter ?? "") : readToken(token);
  const page = pageOf(visible(bucket), { prefix, delimiter, after, limit });
  answerXml(call, 200, "ListBucketResult", {
    Name: bucket.plan.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: call.query.get("encoding-type") ?? undefined,
    KeyCount: page.keys.length + page.prefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token ?? undefined,
    NextContinuationToken:
      page.next === undefined ? undefined : Buffer.from(`after:${page.next}`).toString("base64url"),
    StartAfter: startAfter === null ? undefined : encode(startAfter),
    Contents: contents(bucket, page.keys, encode),
    CommonPrefixes: page.prefixes.map((one) => ({ Prefix: encode(one) })),
  });
};

export const listObjects: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const { prefix, delimiter, limit } = authorizeListing(call, bucket, "s3:ListBucket");
  const encode = keyEncoder(call);
  const marker = call.query.get("marker") ?? "";
  const page = pageOf(visible(bucket), { prefix, delimiter, after: marker, limit });
  answerXml(call, 200, "ListBucketResult", {
    Name: bucket.plan.name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    MaxKeys: limit,
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    EncodingType: call.query.get("encoding-type") ?? undefined,
    IsTruncated: page.next !== undefined,
    // S3 gives the next marker only with a delimiter; otherwise it is the last key of the page.
    NextMarker: page.next === undefined || delimiter === "" ? undefined : encode(page.next),
    Contents: contents(bucket, page.keys, encode),
    CommonPrefixes: page.prefixes.map((one) => ({ Prefix: encode(one) })),
  });
};

/** Pages end between keys: all versions of a key come together, so a page may hold more than `max-keys`. */
export const listObjectVersions: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const { prefix, delimiter, limit } = authorizeListing(call, bucket, "s3:ListBucketVersions");
  const encode = keyEncoder(call);
  const marker = call.query.get("key-marker") ?? "";
  const page = pageOf(bucket.keys(), { prefix, delimiter, after: marker, limit });
  const all = page.keys.flatMap((key) =>
    bucket.versions(key).map((version, index) => ({
      version,
      common: { Key: encode(key), VersionId: version.versionId, IsLatest: index === 0 },
    })),
  );
  answerXml(call, 200, "ListVersionsResult", {
    Name: bucket.plan.name,
    Prefix: encode(prefix),
    KeyMarker: encode(marker),
    VersionIdMarker: "",
    MaxKeys: limit,
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    EncodingType: call.query.get("encoding-type") ?? undefined,
    IsTruncated: page.next !== undefined,
    NextKeyMarker: page.next === undefined ? undefined : encode(page.next),
    Version: all.flatMap(({ version, common }) =>
      version.kind === "object" ? [{ ...common, ...describe(version) }] : [],
    ),
    DeleteMarker: all.flatMap(({ version, common }) =>
      version.kind === "object"
        ? []
        : [{ ...common, LastModified: new Date(version.lastModified).toISOString() }],
    ),
    CommonPrefixes: page.prefixes.map((one) => ({ Prefix: encode(one) })),
  });
};
