import { createHash, createHmac } from "node:crypto";
import type { PostSigner } from "./presigned-post.ts";

/** One request on an object that somebody may send in our name for a while. */
export interface SignedRequest {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly bucket: string;
  readonly key: string;
  /** Parameters of the operation, e.g. `uploadId`. */
  readonly query: Readonly<Record<string, string>>;
  /** Headers that have to come along with exactly these values, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly expiresSeconds: number;
}

/**
 * Signs an S3 request into its address (signature version 4, query form). Written by hand for the same reason as
 * `presignedPost`: the SDK's presigner brings the whole S3 client. A test proves that both give the same.
 * @param nowMs real time: signatures never follow the business clock
 */
export function presignedUrl(signer: PostSigner, request: SignedRequest, nowMs: number): string {
  const longDate = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, "");
  const day = longDate.slice(0, 8);
  const scope = `${day}/${signer.region}/s3/aws4_request`;
  const { origin, host, path } = placeOf(signer, request);
  const headers: [string, string][] = Object.entries({ host, ...request.headers }).sort(byName);
  const signedHeaders = headers.map(([name]) => name).join(";");
  const query = Object.entries({
    ...request.query,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD",
    "X-Amz-Credential": `${signer.accessKeyId}/${scope}`,
    "X-Amz-Date": longDate,
    "X-Amz-Expires": String(request.expiresSeconds),
    "X-Amz-SignedHeaders": signedHeaders,
    ...(signer.sessionToken === undefined ? {} : { "X-Amz-Security-Token": signer.sessionToken }),
  })
    .map(([name, value]): [string, string] => [escaped(name), escaped(value)])
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const canonical = [
    request.method,
    path,
    query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    "",
    signedHeaders,
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const signingKey = [day, signer.region, "s3", "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${signer.secretAccessKey}`,
  );
  const hash = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", longDate, scope, hash].join("\n");
  return `${origin}${path}?${query}&X-Amz-Signature=${hmac(signingKey, text).toString("hex")}`;
}

function placeOf(signer: PostSigner, { bucket, key }: SignedRequest) {
  const object = key.split("/").map(escaped).join("/");
  if (signer.endpoint !== undefined) {
    const { origin, host } = new URL(signer.endpoint);
    return { origin, host, path: `/${bucket}/${object}` };
  }
  const host = `${bucket}.s3.${signer.region}.amazonaws.com`;
  return { origin: `https://${host}`, host, path: `/${object}` };
}

/** RFC 3986, which encodes more than encodeURIComponent does. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
