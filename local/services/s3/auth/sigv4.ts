import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What a signature covers, in the words of Signature Version 4. */
export interface SignedParts {
  readonly method: string;
  /** Path as it came, still percent-encoded. */
  readonly path: string;
  /** Decoded query pairs without `X-Amz-Signature`. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

/** `<yyyymmdd>/<region>/<service>/aws4_request`. */
export interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256Hex = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
export function awsEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** S3 signs the path encoded once and without removing dots or doubled slashes. */
function canonicalPath(path: string): string {
  return path
    .split("/")
    .map((segment) => awsEncode(decodeURIComponent(segment)))
    .join("/");
}

/** The canonical request, as text. */
function canonicalRequest(parts: SignedParts): string {
  const query = parts.query
    .map(([name, value]) => [awsEncode(name), awsEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const headers = parts.signedHeaders
    .map((name) => `${name}:${(parts.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`)
    .join("");
  return [
    parts.method,
    canonicalPath(parts.path),
    query,
    headers,
    parts.signedHeaders.join(";"),
    parts.payloadHash,
  ].join("\n");
}

export function signingKey(secret: string, { date, region, service }: Scope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), "aws4_request");
}

const scopeText = ({ date, region, service }: Scope): string => `${date}/${region}/${service}/aws4_request`;

/** Hex signature of a request made at `dateTime` (`20260101T000000Z`). */
export function signRequest(key: Buffer, dateTime: string, scope: Scope, parts: SignedParts): string {
  const text = ["AWS4-HMAC-SHA256", dateTime, scopeText(scope), sha256Hex(canonicalRequest(parts))].join(
    "\n",
  );
  return hmac(key, text).toString("hex");
}

/** Hex signature of one chunk of a signed aws-chunked body; each covers the one before it. */
export function signChunk(
  key: Buffer,
  dateTime: string,
  scope: Scope,
  previous: string,
  chunkSha256: string,
): string {
  const text = [
    "AWS4-HMAC-SHA256-PAYLOAD",
    dateTime,
    scopeText(scope),
    previous,
    sha256Hex(""),
    chunkSha256,
  ].join("\n");
  return hmac(key, text).toString("hex");
}

/** Hex signature over the trailers (`name:value\n` each) that end a signed aws-chunked body. */
export function signTrailer(
  key: Buffer,
  dateTime: string,
  scope: Scope,
  previous: string,
  trailers: string,
): string {
  const text = ["AWS4-HMAC-SHA256-TRAILER", dateTime, scopeText(scope), previous, sha256Hex(trailers)].join(
    "\n",
  );
  return hmac(key, text).toString("hex");
}

/** Hex signature of a POST policy (base64 as sent). */
export function signPolicy(key: Buffer, policy: string): string {
  return hmac(key, policy).toString("hex");
}

/** Compares without telling by its duration where two signatures differ. */
export function sameSignature(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `20260102T030405Z` as milliseconds; NaN when malformed. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  return match
    ? Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`)
    : Number.NaN;
}
