import type { Credentials, Principal } from "../../../runtime-ports.ts";
import { s3Error } from "../wire/s3-error.ts";
import { parseAmzDate, type Scope, sameSignature, signingKey, signRequest } from "./sigv4.ts";

/** The raw request, with the query decoded and header names in lower case. */
export interface IncomingCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What is needed to verify the chunks of a signed stream after the head was verified. */
export interface ChunkSigning {
  readonly key: Buffer;
  readonly dateTime: string;
  readonly scope: Scope;
  readonly seed: string;
}

/** Who asks, and how that was proven. */
export interface Caller {
  readonly principal: Principal;
  readonly authType: "REST-HEADER" | "REST-QUERY-STRING" | "ANONYMOUS";
  readonly accessKeyId?: string;
  readonly chunks?: ChunkSigning;
}

const skewMs = 15 * 60_000;
const longestPresignSeconds = 7 * 24 * 3600;

interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly dateTime: string;
  readonly payloadHash: string;
}

/** Splits `<key>/<date>/<region>/s3/aws4_request`. @throws AuthorizationHeaderMalformed */
export function parseCredential(
  text: string,
  region: string,
): { readonly accessKeyId: string; readonly scope: Scope } {
  const [accessKeyId = "", date = "", claimed = "", service = "", end = ""] = text.split("/");
  if (!accessKeyId || !/^\d{8}$/.test(date) || service !== "s3" || end !== "aws4_request") {
    throw s3Error(
      "AuthorizationHeaderMalformed",
      `The authorization header is malformed; the credential "${text}" is not valid.`,
    );
  }
  if (claimed !== region) {
    const message = `The authorization header is malformed; the region '${claimed}' is wrong; expecting '${region}'`;
    throw s3Error("AuthorizationHeaderMalformed", message, { Region: region });
  }
  return { accessKeyId, scope: { date, region: claimed, service } };
}

function headerClaim(authorization: string, call: IncomingCall, region: string): Claim {
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (!match) throw s3Error("AuthorizationHeaderMalformed");
  const payloadHash = call.headers["x-amz-content-sha256"];
  if (payloadHash === undefined) {
    throw s3Error("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  const [, credential = "", signedHeaders = "", signature = ""] = match;
  const dateTime = call.headers["x-amz-date"] ?? "";
  return {
    ...parseCredential(credential, region),
    signedHeaders: signedHeaders.split(";"),
    signature,
    dateTime,
    payloadHash,
  };
}

function presignedClaim(call: IncomingCall, region: string): Claim & { readonly expires: number } {
  const read = (name: string): string => {
    const value = call.query.get(name);
    if (value === null) throw s3Error("AuthorizationQueryParametersError");
    return value;
  };
  const expires = Number(read("X-Amz-Expires"));
  if (!Number.isInteger(expires) || expires < 1 || expires > longestPresignSeconds) {
    throw s3Error("AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 second and a week");
  }
  return {
    ...parseCredential(read("X-Amz-Credential"), region),
    signedHeaders: read("X-Amz-SignedHeaders").split(";"),
    signature: read("X-Amz-Signature"),
    dateTime: read("X-Amz-Date"),
    payloadHash:
      call.query.get("X-Amz-Content-Sha256") ?? call.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD",
    expires,
  };
}

function assertTime(claim: Claim, expires: number | undefined, now: number): void {
  const at = parseAmzDate(claim.dateTime);
  if (Number.isNaN(at))
    throw s3Error("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
  if (claim.dateTime.slice(0, 8) !== claim.scope.date) throw s3Error("SignatureDoesNotMatch");
  if (expires === undefined) {
    if (Math.abs(now - at) > skewMs) throw s3Error("RequestTimeTooSkewed");
    return;
  }
  if (at - now > skewMs) throw s3Error("AccessDenied", "Request is not yet valid");
  if (now > at + expires * 1000) {
    throw s3Error("AccessDenied", "Request has expired", {
      "X-Amz-Expires": String(expires),
      Expires: new Date(at + expires * 1000).toISOString(),
    });
  }
}

/** Everything S3 insists on being signed: the host and every x-amz- header that came along. */
function assertAllSigned(call: IncomingCall, signedHeaders: readonly string[]): void {
  const unsigned = Object.keys(call.headers).filter(
    (name) => name.startsWith("x-amz-") && !signedHeaders.includes(name),
  );
  if (!signedHeaders.includes("host")) unsigned.unshift("host");
  if (unsigned.length === 0) return;
  throw s3Error("AccessDenied", "There were headers present in the request which were not signed", {
    HeadersNotSigned: unsigned.join(", "),
  });
}

/**
 * Decides who sent a request: by its Authorization header, by a presigned query, or nobody.
 * `now` is real time in milliseconds. An access key that was not issued here may look when it signs headers (its
 * signature cannot be checked) and is refused in a presigned URL.
 * @throws the S3 error that names what is wrong with the signature.
 */
export function authenticate(
  call: IncomingCall,
  credentials: Credentials,
  region: string,
  now: number,
): Caller {
  const authorization = call.headers.authorization;
  const presigned = call.query.has("X-Amz-Signature") || call.query.has("X-Amz-Credential");
  if (authorization !== undefined && presigned) {
    throw s3Error("InvalidArgument", "Only one auth mechanism allowed", { ArgumentName: "Authorization" });
  }
  if (authorization === undefined && !presigned)
    return { principal: { kind: "anonymous" }, authType: "ANONYMOUS" };

  const fromQuery = presigned ? presignedClaim(call, region) : undefined;
  const claim = fromQuery ?? headerClaim(authorization ?? "", call, region);
  assertTime(claim, fromQuery?.expires, now);
  const known = credentials.find(claim.accessKeyId);
  if (!known) {
    if (presigned) throw s3Error("InvalidAccessKeyId", undefined, { AWSAccessKeyId: claim.accessKeyId });
    return {
      principal: { kind: "developer", mayWrite: false },
      authType: "REST-HEADER",
      accessKeyId: claim.accessKeyId,
    };
  }
  assertAllSigned(call, claim.signedHeaders);
  const key = signingKey(known.secretAccessKey, claim.scope);
  const expected = signRequest(key, claim.dateTime, claim.scope, {
    method: call.method,
    path: call.path,
    query: [...call.query].filter(([name]) => name !== "X-Amz-Signature"),
    headers: call.headers,
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
  });
  if (!sameSignature(expected, claim.signature)) {
    throw s3Error("SignatureDoesNotMatch", undefined, { AWSAccessKeyId: claim.accessKeyId });
  }
  return {
    principal: known.principal,
    authType: presigned ? "REST-QUERY-STRING" : "REST-HEADER",
    accessKeyId: claim.accessKeyId,
    chunks: { key, dateTime: claim.dateTime, scope: claim.scope, seed: claim.signature },
  };
}
