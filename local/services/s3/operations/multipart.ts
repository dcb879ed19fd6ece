import { onBucket, onKey, onObject, toWrite } from "../auth/permissions.ts";
import type { Bucket } from "../store/bucket.ts";
import { isChecksumAlgorithm } from "../store/checksums.ts";
import type { Upload, UploadPart } from "../store/uploads.ts";
import { readRange } from "../wire/byte-range.ts";
import { attributesOf, encryptionHeaders, keyForWrite } from "../wire/object-headers.ts";
import { receiveBody } from "../wire/receive-body.ts";
import { s3Error } from "../wire/s3-error.ts";
import {
  answerEmpty,
  answerXml,
  bucketOf,
  countParameter,
  type Operation,
  type S3Call,
  type S3Context,
} from "./call.ts";
import { assertWritable, copyableVersion } from "./write-object.ts";

function uploadOf(s3: S3Context, call: S3Call): { bucket: Bucket; upload: Upload } {
  const bucket = bucketOf(s3, call.bucketName);
  const id = call.query.get("uploadId") ?? "";
  const upload = bucket.uploads.find(call.key, id);
  if (!upload) throw s3Error("NoSuchUpload", undefined, { UploadId: id });
  return { bucket, upload };
}

/** Asks for the right before telling whether the upload exists. */
function authorizeOnKey(s3: S3Context, call: S3Call, action: string): void {
  call.authorize(onObject(call.permission, bucketOf(s3, call.bucketName).plan, action, call.key));
}

function partNumber(call: S3Call): number {
  const number = Number(call.query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw s3Error("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  }
  return number;
}

export const createMultipartUpload: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const keyArn = keyForWrite(call.headers, bucket.plan.keyArn);
  call.authorize(...toWrite(call.permission, bucket.plan, call.key, { headers: call.headers, keyArn }));
  const attributes = attributesOf(call.headers);
  assertWritable(call, bucket, attributes);
  const algorithm = (call.headers["x-amz-checksum-algorithm"] ?? "").toLowerCase();
  const type = call.headers["x-amz-checksum-type"] === "FULL_OBJECT" ? "FULL_OBJECT" : "COMPOSITE";
  const upload = await bucket.uploads.create({
    key: call.key,
    initiated: Date.now(),
    attributes,
    ...(keyArn === undefined ? {} : { keyArn }),
    ...(isChecksumAlgorithm(algorithm)
      ? { checksum: { algorithm, type: algorithm === "crc64nvme" ? "FULL_OBJECT" : type } }
      : {}),
  });
  answerXml(
    call,
    200,
    "InitiateMultipartUploadResult",
    { Bucket: call.bucketName, Key: call.key, UploadId: upload.id },
    {
      ...encryptionHeaders(keyArn),
      ...(upload.checksum
        ? {
            "x-amz-checksum-algorithm": upload.checksum.algorithm.toUpperCase(),
            "x-amz-checksum-type": upload.checksum.type,
          }
        : {}),
    },
  );
};

async function keepPart(bucket: Bucket, upload: Upload, part: UploadPart): Promise<void> {
  const kept = await bucket.uploads.addPart(upload.id, part);
  if (!kept) {
    await bucket.blobs.remove(part.blob);
    throw s3Error("NoSuchUpload", undefined, { UploadId: upload.id });
  }
  if (kept.replaced) await bucket.blobs.remove(kept.replaced.blob);
}

export const uploadPart: Operation = async (s3, call) => {
  authorizeOnKey(s3, call, "s3:PutObject");
  const { bucket, upload } = uploadOf(s3, call);
  call.authorize(...onKey(call.permission, upload.keyArn, "kms:Decrypt"));
  const number = partNumber(call);
  const { blob, algorithm, checksum } = await receiveBody(
    call.request,
    call.headers,
    call.caller.chunks,
    bucket.blobs,
  );
  // Only the upload's own algorithm can be folded into its checksum at the end.
  const own = algorithm === upload.checksum?.algorithm ? { checksum } : {};
  await keepPart(bucket, upload, {
    number,
    blob: blob.id,
    size: blob.size,
    etag: blob.md5,
    lastModified: Date.now(),
    ...own,
  });
  answerEmpty(call, 200, {
    etag: `"${blob.md5}"`,
    [`x-amz-checksum-${algorithm}`]: checksum,
    ...encryptionHeaders(upload.keyArn),
  });
};

export const uploadPartCopy: Operation = async (s3, call) => {
  const source = copyableVersion(s3, call);
  authorizeOnKey(s3, call, "s3:PutObject");
  const { bucket, upload } = uploadOf(s3, call);
  call.authorize(...onKey(call.permission, upload.keyArn, "kms:Decrypt"));
  const number = partNumber(call);
  const text = call.headers["x-amz-copy-source-range"];
  const range = readRange(text, source.version.size);
  if (range === "unsatisfiable" || (text !== undefined && range === "whole")) {
    throw s3Error(
      "InvalidArgument",
      "The x-amz-copy-source-range value must be of the form bytes=first-last",
    );
  }
  const bytes = await source.bucket.blobs.read(source.version.blob, range === "whole" ? undefined : range);
  const algorithm = upload.checksum?.algorithm;
  const blob = await bucket.blobs.write(bytes, { checksums: algorithm ? [algorithm] : [] });
  const checksum = algorithm ? blob.checksums[algorithm] : undefined;
  const lastModified = Date.now();
  await keepPart(bucket, upload, {
    number,
    blob: blob.id,
    size: blob.size,
    etag: blob.md5,
    lastModified,
    ...(checksum === undefined ? {} : { checksum }),
  });
  answerXml(call, 200, "CopyPartResult", {
    LastModified: new Date(lastModified).toISOString(),
    ETag: `"${blob.md5}"`,
  });
};

export const abortMultipartUpload: Operation = async (s3, call) => {
  authorizeOnKey(s3, call, "s3:AbortMultipartUpload");
  const { bucket, upload } = uploadOf(s3, call);
  for (const part of await bucket.uploads.remove(upload.id)) await bucket.blobs.remove(part.blob);
  answerEmpty(call, 204);
};

export const listParts: Operation = async (s3, call) => {
  authorizeOnKey(s3, call, "s3:ListMultipartUploadParts");
  const { bucket, upload } = uploadOf(s3, call);
  const limit = countParameter(call, "max-parts");
  const marker = Number(call.query.get("part-number-marker") ?? 0);
  const following = bucket.uploads.parts(upload.id).filter(({ number }) => number > marker);
  const page = following.slice(0, limit);
  answerXml(call, 200, "ListPartsResult", {
    Bucket: call.bucketName,
    Key: call.key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: following.length > page.length,
    ChecksumAlgorithm: upload.checksum?.algorithm.toUpperCase(),
    ChecksumType: upload.checksum?.type,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.lastModified).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(upload.checksum && part.checksum !== undefined
        ? { [`Checksum${upload.checksum.algorithm.toUpperCase()}`]: part.checksum }
        : {}),
    })),
    StorageClass: "STANDARD",
  });
};

export const listMultipartUploads: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  call.authorize(onBucket(call.permission, bucket.plan, "s3:ListBucketMultipartUploads"));
  const prefix = call.query.get("prefix") ?? "";
  const keyMarker = call.query.get("key-marker") ?? "";
  const idMarker = call.query.get("upload-id-marker") ?? "";
  const limit = countParameter(call, "max-uploads");
  const matching = bucket.uploads.all().filter(({ key }) => key.startsWith(prefix));
  const at = matching.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  const following =
    at >= 0 ? matching.slice(at + 1) : matching.filter(({ key }) => keyMarker === "" || key > keyMarker);
  const page = following.slice(0, limit);
  const last = page.at(-1);
  const truncated = following.length > page.length;
  answerXml(call, 200, "ListMultipartUploadsResult", {
    Bucket: call.bucketName,
    KeyMarker: keyMarker,
    UploadIdMarker: idMarker,
    NextKeyMarker: truncated ? last?.key : undefined,
    NextUploadIdMarker: truncated ? last?.id : undefined,
    Prefix: prefix,
    MaxUploads: limit,
    IsTruncated: truncated,
    Upload: page.map((upload) => ({
      Key: upload.key,
      UploadId: upload.id,
      StorageClass: "STANDARD",
      Initiated: new Date(upload.initiated).toISOString(),
      ChecksumAlgorithm: upload.checksum?.algorithm.toUpperCase(),
    })),
  });
};
