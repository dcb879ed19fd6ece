import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "../runtime-ports.ts";

const ALGORITHM = "AWS4-HMAC-SHA256";
const MAX_SKEW_MS = 5 * 60 * 1000;
const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

/** What a signature says about itself, from the Authorization header or from a presigned URL's query. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `20261121/us-east-1/dynamodb/aws4_request`. */
  readonly scope: string;
  readonly date: string;
  readonly region: string;
  /** The signing name, by which the gateway finds the service. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly presigned: boolean;
}

/** The parts of a request that a signature covers; `path` and `query` are as they were on the wire. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function claimOf(
  credential: string,
  signedHeaders: string,
  signature: string,
  presigned: boolean,
): SignatureClaim | undefined {
  const parts = credential.split("/");
  const [date, region, service, terminator] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join("/");
  if (!date || !region || !service || terminator !== "aws4_request" || accessKeyId === "") return undefined;
  return {
    accessKeyId,
    scope: parts.slice(-4).join("/"),
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(";"),
    signature,
    presigned,
  };
}

/** Reads the claim of a SigV4 request; undefined when there is none or it is malformed. */
export function readClaim(headers: IncomingHttpHeaders, query: string): SignatureClaim | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    if (!authorization.startsWith(`${ALGORITHM} `)) return undefined;
    const fields = new Map(
      authorization
        .slice(ALGORITHM.length)
        .split(",")
        .map((field): [string, string] => {
          const equals = field.indexOf("=");
          return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()];
        }),
    );
    return claimOf(
      fields.get("Credential") ?? "",
      fields.get("SignedHeaders") ?? "",
      fields.get("Signature") ?? "",
      false,
    );
  }
  const parameters = new URLSearchParams(query);
  const credential = parameters.get("X-Amz-Credential");
  if (credential === null) return undefined;
  return claimOf(
    credential,
    parameters.get("X-Amz-SignedHeaders") ?? "",
    parameters.get("X-Amz-Signature") ?? "",
    true,
  );
}

const escapeUri = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Services other than S3 sign the path with its dots resolved and encoded once more. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  const normalized = `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
  return escapeUri(normalized).replaceAll("%2F", "/");
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]): [string, string] => [escapeUri(name), escapeUri(value)])
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

const sha256 = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: Buffer | string, data: string): Buffer => createHmac("sha256", key).update(data).digest();

function canonicalHeader(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  const text = Array.isArray(value) ? value.join(",") : (value ?? "");
  return `${name}:${text.trim().replace(/\s+/g, " ")}\n`;
}

/** `20261121T101112Z` as milliseconds since the epoch, NaN when it is not such a date. */
function signingTime(amzDate: string): number {
  return Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/**
 * Verifies a request's signature over its buffered body. Real time decides about expiry, never the business clock.
 * @param nowMs milliseconds since the epoch
 * @throws AwsError with AWS's code when the signature, the body's hash or the time does not fit
 */
export function verifySignature(
  parts: SignedParts,
  claim: SignatureClaim,
  secretAccessKey: string,
  nowMs: number,
): void {
  const parameters = new URLSearchParams(parts.query);
  const header = (name: string): string => String(parts.headers[name] ?? "");
  const amzDate = claim.presigned ? (parameters.get("X-Amz-Date") ?? "") : header("x-amz-date");
  const signedAt = signingTime(amzDate);
  const expires = claim.presigned ? Number(parameters.get("X-Amz-Expires") ?? 0) * 1000 : MAX_SKEW_MS;
  if (!(signedAt - MAX_SKEW_MS <= nowMs && nowMs <= signedAt + expires) || !amzDate.startsWith(claim.date))
    throw new AwsError(403, "InvalidSignatureException", `Signature expired or not yet current: ${amzDate}`);
  const required = claim.presigned ? ["host"] : ["host", "x-amz-date"];
  if (!required.every((name) => claim.signedHeaders.includes(name)))
    throw new AwsError(
      403,
      "InvalidSignatureException",
      `The signature must cover ${required.join(" and ")}.`,
    );

  const bodyHash = sha256(parts.body);
  const claimedHash = parts.headers["x-amz-content-sha256"];
  if (typeof claimedHash === "string" && claimedHash !== UNSIGNED_PAYLOAD && claimedHash !== bodyHash)
    throw new AwsError(403, "InvalidSignatureException", "The body's hash is not the signed one.");
  const canonical = [
    parts.method,
    canonicalPath(parts.path),
    canonicalQuery(parts.query),
    claim.signedHeaders.map((name) => canonicalHeader(parts.headers, name)).join(""),
    claim.signedHeaders.join(";"),
    claimedHash === UNSIGNED_PAYLOAD ? UNSIGNED_PAYLOAD : bodyHash,
  ].join("\n");
  const key = [claim.region, claim.service, "aws4_request"].reduce(
    hmac,
    hmac(`AWS4${secretAccessKey}`, claim.date),
  );
  const expected = hmac(key, [ALGORITHM, amzDate, claim.scope, sha256(canonical)].join("\n"));
  const given = Buffer.from(claim.signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AwsError(
      403,
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided.",
    );
}
