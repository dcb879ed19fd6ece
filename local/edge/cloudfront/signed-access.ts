/** Signed URLs and signed cookies: canned and custom policies, verified as CloudFront does. */
import { createVerify } from "node:crypto";
import * as z from "zod";
import { cookiePairs, type EdgeRequest, headerValue } from "../http-message.ts";
import { wildcard } from "./behaviour.ts";
import { withoutSigning } from "./origin-request.ts";

/** PEM of a planned public key by its id; undefined when there is none (or its secret does not exist yet). */
export type PublicKeyById = (id: string) => Promise<string | undefined>;

export type SignatureVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

interface Presented {
  readonly keyId: string | undefined;
  readonly signature: string | undefined;
  readonly policy: string | undefined;
  readonly expires: string | undefined;
  readonly hash: string | undefined;
}

const Policy = z.object({
  Statement: z.tuple([
    z.object({
      Resource: z.string().optional(),
      Condition: z.object({
        DateLessThan: z.object({ "AWS:EpochTime": z.number() }),
        DateGreaterThan: z.object({ "AWS:EpochTime": z.number() }).optional(),
        IpAddress: z.object({ "AWS:SourceIp": z.string() }).optional(),
      }),
    }),
  ]),
});
type Policy = z.infer<typeof Policy>;

/**
 * Verifies what the request presents, query parameters before cookies. Expiry by real time (`now`, ms). The policy's
 * resource is compared with the URL the viewer used, by either scheme, since only this machine speaks plain HTTP.
 */
export async function verifySignedAccess(
  request: EdgeRequest,
  trustedKeyIds: readonly string[],
  publicKey: PublicKeyById,
  now: number,
): Promise<SignatureVerdict> {
  const given = fromQuery(request) ?? fromCookies(request);
  if (!given?.keyId) return refused("MissingKey", "Missing Key-Pair-Id query parameter or cookie value");
  if (!given.signature)
    return refused("MissingSignature", "Missing Signature query parameter or cookie value");
  if (!given.policy && !given.expires)
    return refused("MissingPolicy", "Missing Policy or Expires query parameter or cookie value");
  const pem = trustedKeyIds.includes(given.keyId) ? await publicKey(given.keyId) : undefined;
  if (!pem) return refused("InvalidKey", "Unknown Key");
  const urls = viewerUrls(request);
  const text = given.policy
    ? [fromUrlSafe(given.policy).toString("utf8")]
    : urls.map((url) => cannedPolicy(url, given.expires ?? ""));
  const algorithm = given.hash?.toUpperCase() === "SHA256" ? "RSA-SHA256" : "RSA-SHA1";
  const signed = text.find((policy) => isSigned(policy, fromUrlSafe(given.signature ?? ""), pem, algorithm));
  if (signed === undefined) return refused("AccessDenied", "Access denied");
  const policy = parsePolicy(signed);
  if (!policy) return refused("MalformedPolicy", "Malformed Policy");
  return allows(policy, urls, request.sourceIp, now)
    ? { ok: true }
    : refused("AccessDenied", "Access denied");
}

/** The policy that a canned signature covers, byte for byte as signers write it. */
export function cannedPolicy(url: string, expires: string): string {
  return `{"Statement":[{"Resource":"${url}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
}

/** CloudFront's variant of base64: `-_~` for `+=/`. */
export function fromUrlSafe(text: string): Buffer {
  return Buffer.from(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");
}

/** IPv4 address in a CIDR block; a block without a mask is one address. */
export function ipInRange(ip: string, block: string): boolean {
  const [base = "", bits = "32"] = block.split("/");
  const left = ipv4Number(ip);
  const right = ipv4Number(base);
  const size = Number(bits);
  if (left === undefined || right === undefined || !(size >= 0 && size <= 32)) return false;
  const divisor = 2 ** (32 - size);
  return Math.floor(left / divisor) === Math.floor(right / divisor);
}

function allows(policy: Policy, urls: readonly string[], ip: string, now: number): boolean {
  const [{ Resource = "*", Condition }] = policy.Statement;
  const seconds = now / 1000;
  if (seconds >= Condition.DateLessThan["AWS:EpochTime"]) return false;
  if (Condition.DateGreaterThan && seconds <= Condition.DateGreaterThan["AWS:EpochTime"]) return false;
  if (Condition.IpAddress && !ipInRange(ip, Condition.IpAddress["AWS:SourceIp"])) return false;
  return urls.some((url) => wildcard(Resource).test(url) || Resource === url);
}

function fromQuery(request: EdgeRequest): Presented | undefined {
  const query = new URLSearchParams(request.query);
  const value = (name: string) => query.get(name) ?? undefined;
  if (!query.has("Key-Pair-Id") && !query.has("Signature")) return undefined;
  return {
    keyId: value("Key-Pair-Id"),
    signature: value("Signature"),
    policy: value("Policy"),
    expires: value("Expires"),
    hash: value("Hash-Algorithm"),
  };
}

function fromCookies(request: EdgeRequest): Presented | undefined {
  const cookies = new Map(
    cookiePairs(request.headers).map((pair): [string, string] => {
      const cut = pair.indexOf("=");
      return [pair.slice(0, cut), pair.slice(cut + 1)];
    }),
  );
  if (!cookies.has("CloudFront-Key-Pair-Id") && !cookies.has("CloudFront-Signature")) return undefined;
  return {
    keyId: cookies.get("CloudFront-Key-Pair-Id"),
    signature: cookies.get("CloudFront-Signature"),
    policy: cookies.get("CloudFront-Policy"),
    expires: cookies.get("CloudFront-Expires"),
    hash: cookies.get("CloudFront-Hash-Algorithm"),
  };
}

function viewerUrls(request: EdgeRequest): readonly string[] {
  const host = headerValue(request.headers, "host") ?? "";
  const query = withoutSigning(request.query);
  const rest = `${host}${request.path}${query === "" ? "" : `?${query}`}`;
  return [`https://${rest}`, `http://${rest}`];
}

function isSigned(policy: string, signature: Buffer, pem: string, algorithm: string): boolean {
  try {
    return createVerify(algorithm).update(policy).verify(pem, signature);
  } catch {
    return false;
  }
}

function parsePolicy(text: string): Policy | undefined {
  try {
    return Policy.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function ipv4Number(ip: string): number | undefined {
  const parts = ip.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function refused(code: string, message: string): SignatureVerdict {
  return { ok: false, code, message };
}
