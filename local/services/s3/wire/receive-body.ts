import type { ChunkSigning } from "../auth/authenticate.ts";
import type { Blob, Blobs } from "../store/blobs.ts";
import { type ChecksumAlgorithm, isChecksumAlgorithm } from "../store/checksums.ts";
import { decodeAwsChunked } from "./aws-chunked.ts";
import { s3Error } from "./s3-error.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/** Bytes on disk together with the checksum that S3 stores for them. */
export interface ReceivedBody {
  readonly blob: Blob;
  readonly algorithm: ChecksumAlgorithm;
  readonly checksum: string;
}

const largestPut = 5 * 1024 ** 3;

/** Which additional checksum a request carries or announces; S3 computes CRC64NVME when it names none. */
function chosenAlgorithm(headers: Headers): ChecksumAlgorithm {
  const names = Object.keys(headers)
    .filter(
      (name) =>
        name.startsWith("x-amz-checksum-") &&
        name !== "x-amz-checksum-type" &&
        name !== "x-amz-checksum-algorithm",
    )
    .map((name) => name.slice("x-amz-checksum-".length));
  const trailing = (headers["x-amz-trailer"] ?? "")
    .split(",")
    .map((name) => name.trim().replace(/^x-amz-checksum-/, ""));
  const announced = (
    headers["x-amz-sdk-checksum-algorithm"] ??
    headers["x-amz-checksum-algorithm"] ??
    ""
  ).toLowerCase();
  for (const name of [...names, ...trailing, announced]) {
    if (isChecksumAlgorithm(name)) return name;
    if (name !== "")
      console.warn(`s3: the checksum algorithm ${name} is not known here; the object is stored unverified`);
  }
  return "crc64nvme";
}

function assertLength(headers: Headers, chunked: boolean): void {
  const length = headers[chunked ? "x-amz-decoded-content-length" : "content-length"];
  if (length === undefined) throw s3Error("MissingContentLength");
  if (Number(length) > largestPut) {
    throw s3Error("EntityTooLarge", undefined, { ProposedSize: length, MaxSizeAllowed: String(largestPut) });
  }
}

/** @throws InvalidDigest, BadDigest, XAmzContentSHA256Mismatch when the bytes are not what the headers promised. */
function assertDigests(
  headers: Headers,
  trailers: ReadonlyMap<string, string>,
  blob: Blob,
  algorithm: ChecksumAlgorithm,
): void {
  const md5 = headers["content-md5"];
  if (md5 !== undefined) {
    if (!/^[A-Za-z0-9+/]{22}==$/.test(md5))
      throw s3Error("InvalidDigest", "The Content-MD5 you specified is not valid.");
    if (Buffer.from(md5, "base64").toString("hex") !== blob.md5) {
      throw s3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }
  const name = `x-amz-checksum-${algorithm}`;
  const promised = trailers.get(name) ?? headers[name];
  if (promised !== undefined && promised !== blob.checksums[algorithm]) {
    throw s3Error(
      "BadDigest",
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
  if (blob.sha256 !== undefined && headers["x-amz-content-sha256"] !== blob.sha256) {
    throw s3Error("XAmzContentSHA256Mismatch", undefined, { S3ComputedContentSHA256: blob.sha256 });
  }
}

/**
 * Streams a request body to disk and verifies everything the request says about it: aws-chunked framing and
 * signatures, length, Content-MD5, payload hash and the additional checksum in header or trailer. A body that fails
 * leaves nothing behind.
 */
export async function receiveBody(
  body: AsyncIterable<Buffer>,
  headers: Headers,
  signing: ChunkSigning | undefined,
  blobs: Blobs,
): Promise<ReceivedBody> {
  const payload = headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD";
  const chunked = payload.startsWith("STREAMING-");
  assertLength(headers, chunked);
  const algorithm = chosenAlgorithm(headers);
  const trailers = new Map<string, string>();
  const signedChunks = payload.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  const blob = await blobs.write(
    chunked ? decodeAwsChunked(body, trailers, signedChunks ? signing : undefined) : body,
    {
      checksums: [algorithm],
      sha256: /^[0-9a-f]{64}$/.test(payload),
    },
  );
  try {
    const length = headers[chunked ? "x-amz-decoded-content-length" : "content-length"];
    if (length !== undefined && Number(length) !== blob.size) throw s3Error("IncompleteBody");
    assertDigests(headers, trailers, blob, algorithm);
  } catch (error) {
    await blobs.remove(blob.id);
    throw error;
  }
  return { blob, algorithm, checksum: blob.checksums[algorithm] ?? "" };
}

/** A small body (XML) as text. @throws MalformedXML above `limit` bytes. */
export async function readText(
  body: AsyncIterable<Buffer>,
  headers: Headers,
  limit = 2 * 1024 ** 2,
): Promise<string> {
  const chunked = headers["x-amz-content-sha256"]?.startsWith("STREAMING-") ?? false;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunked ? decodeAwsChunked(body, new Map()) : body) {
    size += chunk.length;
    if (size > limit) throw s3Error("MalformedXML");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
