import { createHash } from "node:crypto";
import { onKey, onObject } from "../auth/permissions.ts";
import type { Bucket } from "../store/bucket.ts";
import { compositeChecksum } from "../store/checksums.ts";
import type { StoredChecksum } from "../store/object-record.ts";
import type { Upload, UploadPart } from "../store/uploads.ts";
import { readText } from "../wire/receive-body.ts";
import { s3Error } from "../wire/s3-error.ts";
import { childText, parseXml } from "../wire/xml.ts";
import { answerXml, bucketOf, type Operation } from "./call.ts";
import { writtenHeaders } from "./write-object.ts";

const leastPartBytes = 5 * 1024 ** 2;

interface NamedPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum?: string;
}

function readParts(text: string, upload: Upload): readonly NamedPart[] {
  const parts: NamedPart[] = [];
  try {
    const root = parseXml(text);
    for (const part of root.children.filter(({ name }) => name === "Part")) {
      const checksum =
        upload.checksum && childText(part, `Checksum${upload.checksum.algorithm.toUpperCase()}`);
      parts.push({
        number: Number(childText(part, "PartNumber")),
        etag: (childText(part, "ETag") ?? "").replaceAll('"', ""),
        ...(checksum === undefined ? {} : { checksum }),
      });
    }
  } catch {
    throw s3Error("MalformedXML");
  }
  if (parts.length === 0) throw s3Error("MalformedXML");
  return parts;
}

/**
 * The parts to join: named in ascending order, uploaded with that ETag and checksum, and at least 5 MiB each but the last.
 * @throws InvalidPart, InvalidPartOrder, EntityTooSmall
 */
function selectParts(
  named: readonly NamedPart[],
  uploaded: readonly UploadPart[],
  uploadId: string,
): readonly UploadPart[] {
  const selected = named.map(({ number, etag, checksum }) => {
    const part = uploaded.find((candidate) => candidate.number === number);
    if (!part || part.etag !== etag || (checksum !== undefined && part.checksum !== checksum)) {
      throw s3Error("InvalidPart", undefined, { UploadId: uploadId, PartNumber: String(number), ETag: etag });
    }
    return part;
  });
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0)))
    throw s3Error("InvalidPartOrder");
  const small = selected.slice(0, -1).find(({ size }) => size < leastPartBytes);
  if (small) {
    throw s3Error("EntityTooSmall", undefined, {
      ProposedSize: String(small.size),
      MinSizeAllowed: String(leastPartBytes),
      PartNumber: String(small.number),
      ETag: small.etag,
    });
  }
  return selected;
}

async function* joined(bucket: Bucket, parts: readonly UploadPart[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield* await bucket.blobs.read(part.blob);
}

function checksumOf(
  upload: Upload,
  parts: readonly UploadPart[],
  whole: string | undefined,
): StoredChecksum | undefined {
  if (!upload.checksum) return undefined;
  const { algorithm, type } = upload.checksum;
  if (type === "FULL_OBJECT") return { algorithm, type, value: whole ?? "" };
  const values = parts.map(({ checksum }) => checksum);
  if (!values.every((value) => value !== undefined)) return undefined;
  return { algorithm, type, value: compositeChecksum(algorithm, values) };
}

export const completeMultipartUpload: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  call.authorize(onObject(call.permission, bucket.plan, "s3:PutObject", call.key));
  const id = call.query.get("uploadId") ?? "";
  const upload = bucket.uploads.find(call.key, id);
  if (!upload) throw s3Error("NoSuchUpload", undefined, { UploadId: id });
  call.authorize(...onKey(call.permission, upload.keyArn, "kms:Decrypt"));
  const parts = selectParts(
    readParts(await readText(call.request, call.headers), upload),
    bucket.uploads.parts(id),
    id,
  );

  const ask = upload.checksum?.type === "FULL_OBJECT" ? [upload.checksum.algorithm] : [];
  const blob = await bucket.blobs.write(joined(bucket, parts), { checksums: ask });
  try {
    const checksum = checksumOf(upload, parts, ask[0] && blob.checksums[ask[0]]);
    const promised = checksum && call.headers[`x-amz-checksum-${checksum.algorithm}`];
    if (promised !== undefined && promised !== checksum?.value) throw s3Error("BadDigest");
    const md5s = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, "hex")));
    const version = await bucket.commit(
      call.key,
      {
        ...upload.attributes,
        blob: blob.id,
        size: blob.size,
        etag: `${createHash("md5").update(md5s).digest("hex")}-${parts.length}`,
        partSizes: parts.map(({ size }) => size),
        ...(checksum ? { checksum } : {}),
        ...(upload.keyArn === undefined ? {} : { keyArn: upload.keyArn }),
      },
      call.origin("CompleteMultipartUpload"),
      call.headers,
    );
    for (const part of await bucket.uploads.remove(id)) await bucket.blobs.remove(part.blob);
    const { etag, ...headers } = writtenHeaders(bucket, version);
    const Location = `${s3.endpoint(call)}/${call.bucketName}/${call.key.split("/").map(encodeURIComponent).join("/")}`;
    const sums = checksum
      ? { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value, ChecksumType: checksum.type }
      : {};
    answerXml(
      call,
      200,
      "CompleteMultipartUploadResult",
      { Location, Bucket: call.bucketName, Key: call.key, ETag: etag, ...sums },
      headers,
    );
  } catch (error) {
    if (bucket.current(call.key)?.blob !== blob.id) await bucket.blobs.remove(blob.id);
    throw error;
  }
};
