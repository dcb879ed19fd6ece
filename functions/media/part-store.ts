import type { PostSigner } from "../runtime/presigned-post.ts";
import { presignedUrl, type SignedRequest } from "../runtime/presigned-url.ts";

/** A part that lies in the bucket. */
export interface ArrivedPart {
  readonly number: number;
  readonly bytes: number;
  readonly etag: string;
}

/** Uploads in parts, as far as this capability needs them of the media bucket. */
export interface PartStore {
  /** @returns the storage's name of the new upload */
  begin(key: string, contentType: string): Promise<string>;
  /** An address that takes exactly so many bytes as this part. */
  address(key: string, uploadId: string, part: { readonly number: number; readonly bytes: number }): string;
  /** In order; undefined when there is no such upload any more: it was joined, given up or is too old. */
  arrived(key: string, uploadId: string): Promise<ArrivedPart[] | undefined>;
  /** Makes one object of the parts; false when there is no such upload any more. */
  join(key: string, uploadId: string, parts: readonly ArrivedPart[]): Promise<boolean>;
  /** Forgets the parts. */
  drop(key: string, uploadId: string): Promise<void>;
}

/** A slow line needs minutes for a part; the next address is one call away. */
const ADDRESS_SECONDS = 60 * 60;
/** Our own requests are sent at once. */
const OWN_SECONDS = 60;

/**
 * S3's multipart uploads by signed addresses and fetch: five plain requests do not need the SDK's client, which weighs
 * more than everything else in a function that people wait for.
 * @param signer asked for every signature, because a function's credentials are renewed while it lives
 */
export function openPartStore(bucket: string, signer: () => PostSigner): PartStore {
  const addressOf = (request: Omit<SignedRequest, "bucket">) =>
    presignedUrl(signer(), { bucket, ...request }, Date.now());

  async function send(request: Omit<SignedRequest, "bucket" | "expiresSeconds">, body?: string) {
    const { method, headers } = request;
    const answer = await fetch(addressOf({ ...request, expiresSeconds: OWN_SECONDS }), {
      method,
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const code = elementsOf(text, "Code")[0];
    if (code === "NoSuchUpload") return undefined;
    // S3 may begin a joining with 200 and end it with an error
    if (!answer.ok || text.includes("<Error>"))
      throw new Error(`S3 answered ${method} on an upload with ${answer.status} ${code ?? ""}`);
    return text;
  }

  return {
    async begin(key, contentType) {
      const headers = { "content-type": contentType };
      const answer = await send({ method: "POST", key, query: { uploads: "" }, headers });
      const uploadId = answer === undefined ? undefined : elementsOf(answer, "UploadId")[0];
      if (uploadId === undefined) throw new Error("S3 gave the upload no id");
      return uploadId;
    },
    address: (key, uploadId, { number, bytes }) =>
      addressOf({
        method: "PUT",
        key,
        query: { partNumber: String(number), uploadId },
        headers: { "content-length": String(bytes) },
        expiresSeconds: ADDRESS_SECONDS,
      }),
    async arrived(key, uploadId) {
      const answer = await send({ method: "GET", key, query: { uploadId } });
      if (answer === undefined) return undefined;
      return elementsOf(answer, "Part").map((part) => ({
        number: Number(elementsOf(part, "PartNumber")[0]),
        bytes: Number(elementsOf(part, "Size")[0]),
        etag: (elementsOf(part, "ETag")[0] ?? "").replaceAll("&quot;", "").replaceAll('"', ""),
      }));
    },
    async join(key, uploadId, parts) {
      const named = parts.map(
        ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag></Part>`,
      );
      const body = `<CompleteMultipartUpload>${named.join("")}</CompleteMultipartUpload>`;
      return (await send({ method: "POST", key, query: { uploadId } }, body)) !== undefined;
    },
    async drop(key, uploadId) {
      await send({ method: "DELETE", key, query: { uploadId } });
    },
  };
}

/** Contents of every element with this name; S3's answers are flat and small. */
function elementsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(([, text = ""]) => text);
}
