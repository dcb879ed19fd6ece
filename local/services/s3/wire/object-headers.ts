import type { ObjectAttributes, ObjectVersion } from "../store/object-record.ts";
import { s3Error } from "./s3-error.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/** Headers that are stored with an object and sent back with it. */
const kept = [
  "content-type",
  "cache-control",
  "content-disposition",
  "content-language",
  "expires",
  "x-amz-storage-class",
];
const mostMetadataBytes = 2048;

/** `a=1&b=2` of `x-amz-tagging`. @throws InvalidTag */
export function parseTagging(text: string | undefined): Readonly<Record<string, string>> {
  return checkTags([...new URLSearchParams(text ?? "")]);
}

/** S3's rules for a tag set: at most ten, no key twice, 128 and 256 characters. @throws InvalidTag */
export function checkTags(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  if (pairs.length > 10) throw s3Error("InvalidTag", "Object tags cannot be greater than 10");
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) {
    throw s3Error("InvalidTag", "Cannot provide multiple Tags with the same key");
  }
  for (const [key, value] of pairs) {
    if (key.length < 1 || key.length > 128)
      throw s3Error("InvalidTag", "The TagKey you have provided is invalid");
    if (value.length > 256) throw s3Error("InvalidTag", "The TagValue you have provided is invalid");
  }
  return Object.fromEntries(pairs);
}

function lockOf(headers: Headers): Pick<ObjectAttributes, "retention" | "legalHold"> {
  const mode = headers["x-amz-object-lock-mode"];
  const until = headers["x-amz-object-lock-retain-until-date"];
  const hold = headers["x-amz-object-lock-legal-hold"];
  if ((mode === undefined) !== (until === undefined)) {
    throw s3Error(
      "InvalidArgument",
      "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
    );
  }
  return {
    ...(mode === undefined ? {} : { retention: parseRetention(mode, until ?? "") }),
    ...(hold === undefined ? {} : { legalHold: hold === "ON" }),
  };
}

/** @throws InvalidArgument for an unknown mode or a date that is not in the future. */
export function parseRetention(mode: string, until: string): NonNullable<ObjectAttributes["retention"]> {
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE")
    throw s3Error("InvalidArgument", "Unknown wormMode directive.");
  const time = Date.parse(until);
  if (Number.isNaN(time) || time <= Date.now()) {
    throw s3Error("InvalidArgument", "The retain until date must be in the future!");
  }
  return { mode, until: time };
}

/**
 * What a PUT, POST form, copy or create-upload says about the object it makes.
 * @throws MetadataTooLarge, InvalidTag, InvalidArgument, NotImplemented for customer keys and ACLs.
 */
export function attributesOf(headers: Headers): ObjectAttributes {
  if (headers["x-amz-server-side-encryption-customer-algorithm"] !== undefined) {
    throw s3Error(
      "NotImplemented",
      "Encryption with customer-provided keys (SSE-C) is not supported locally.",
    );
  }
  const acl = headers["x-amz-acl"];
  if (acl !== undefined && acl !== "private" && acl !== "bucket-owner-full-control") {
    throw s3Error("NotImplemented", `The bucket does not allow ACLs: x-amz-acl ${acl}.`);
  }
  const stored: Record<string, string> = {};
  for (const name of kept) {
    const value = headers[name];
    if (value !== undefined && value !== "") stored[name] = value;
  }
  const encodings = (headers["content-encoding"] ?? "").split(",").map((one) => one.trim());
  const encoding = encodings.filter((one) => one !== "" && one !== "aws-chunked").join(",");
  if (encoding !== "") stored["content-encoding"] = encoding;
  stored["content-type"] ??= "binary/octet-stream";

  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith("x-amz-meta-") || value === undefined) continue;
    metadata[name.slice("x-amz-meta-".length)] = value;
    bytes += Buffer.byteLength(name.slice("x-amz-meta-".length)) + Buffer.byteLength(value);
  }
  if (bytes > mostMetadataBytes)
    throw s3Error("MetadataTooLarge", undefined, { Size: String(bytes), MaxSizeAllowed: "2048" });
  return { headers: stored, metadata, tags: parseTagging(headers["x-amz-tagging"]), ...lockOf(headers) };
}

/** Headers of a GET or HEAD answer that describe the whole version (no length, no range, no checksum). */
export function describeVersion(version: ObjectVersion, versioned: boolean): Record<string, string> {
  const described: Record<string, string> = {
    ...version.headers,
    etag: `"${version.etag}"`,
    "last-modified": new Date(version.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    ...encryptionHeaders(version.keyArn),
  };
  for (const [name, value] of Object.entries(version.metadata)) described[`x-amz-meta-${name}`] = value;
  if (versioned) described["x-amz-version-id"] = version.versionId;
  const tagCount = Object.keys(version.tags).length;
  if (tagCount > 0) described["x-amz-tagging-count"] = String(tagCount);
  if (version.retention) {
    described["x-amz-object-lock-mode"] = version.retention.mode;
    described["x-amz-object-lock-retain-until-date"] = new Date(version.retention.until).toISOString();
  }
  if (version.legalHold !== undefined)
    described["x-amz-object-lock-legal-hold"] = version.legalHold ? "ON" : "OFF";
  return described;
}

/** How S3 says what an object is encrypted with. */
export function encryptionHeaders(keyArn: string | undefined): Record<string, string> {
  return keyArn === undefined
    ? { "x-amz-server-side-encryption": "AES256" }
    : { "x-amz-server-side-encryption": "aws:kms", "x-amz-server-side-encryption-aws-kms-key-id": keyArn };
}

/** The KMS key a write asks for: its own header, else the bucket's default. */
export function keyForWrite(headers: Headers, bucketKeyArn: string | undefined): string | undefined {
  const kind = headers["x-amz-server-side-encryption"];
  if (kind === "AES256") return undefined;
  return headers["x-amz-server-side-encryption-aws-kms-key-id"] ?? bucketKeyArn;
}
