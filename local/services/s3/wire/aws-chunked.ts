import { createHash } from "node:crypto";
import type { ChunkSigning } from "../auth/authenticate.ts";
import { sameSignature, signChunk, signTrailer } from "../auth/sigv4.ts";
import { s3Error } from "./s3-error.ts";

const longestLine = 16 * 1024;

/** Takes bytes by line or by count from a stream of buffers without copying more than the current one. */
class ByteReader {
  #buffer: Buffer = Buffer.alloc(0);
  readonly #source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw s3Error("IncompleteBody");
    this.#buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, value]) : value;
  }

  /** The text before the next CRLF, which is consumed. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf("\r\n");
      if (end >= 0) {
        const text = this.#buffer.subarray(0, end).toString("latin1");
        this.#buffer = this.#buffer.subarray(end + 2);
        return text;
      }
      if (this.#buffer.length > longestLine)
        throw s3Error("InvalidRequest", "The aws-chunked framing is not valid.");
      await this.#more();
    }
  }

  /** Between 1 and `most` bytes: what is at hand. */
  async some(most: number): Promise<Buffer> {
    if (this.#buffer.length === 0) await this.#more();
    const taken = this.#buffer.subarray(0, most);
    this.#buffer = this.#buffer.subarray(taken.length);
    return taken;
  }
}

/**
 * The payload inside an aws-chunked body. Trailers (lower-case names) are put into `trailers` before the last byte's
 * end is reported; with `signing` every chunk's signature, and that of the trailers, is verified.
 * @throws SignatureDoesNotMatch, IncompleteBody, InvalidRequest
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  signing?: ChunkSigning,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let previous = signing?.seed ?? "";
  for (;;) {
    const head = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?/.exec(await reader.line());
    if (!head) throw s3Error("InvalidRequest", "The aws-chunked framing is not valid.");
    const size = Number.parseInt(head[1] ?? "", 16);
    const hash = signing ? createHash("sha256") : undefined;
    for (let left = size; left > 0; ) {
      const bytes = await reader.some(left);
      left -= bytes.length;
      hash?.update(bytes);
      yield bytes;
    }
    if (signing && hash) {
      const expected = signChunk(signing.key, signing.dateTime, signing.scope, previous, hash.digest("hex"));
      if (!sameSignature(expected, head[2] ?? "")) throw s3Error("SignatureDoesNotMatch");
      previous = expected;
    }
    if (size === 0) break;
    if ((await reader.line()) !== "")
      throw s3Error("InvalidRequest", "The aws-chunked framing is not valid.");
  }
  let signed = "";
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon).toLowerCase().trim(), line.slice(colon + 1).trim()];
    if (name === "x-amz-trailer-signature") {
      if (!signing) continue;
      const expected = signTrailer(signing.key, signing.dateTime, signing.scope, previous, signed);
      if (!sameSignature(expected, value)) throw s3Error("SignatureDoesNotMatch");
      signed = "";
    } else {
      trailers.set(name, value);
      signed += `${name}:${value}\n`;
    }
  }
  if (signing && signed !== "")
    throw s3Error("SignatureDoesNotMatch", "The trailing headers are not signed.");
}
