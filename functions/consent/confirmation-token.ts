import { createHmac } from "node:crypto";
import type { ConsentEventId, Sha256 } from "../../shared/model/ids.ts";
import { sha256 } from "../runtime/hash.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The token of a request's confirmation link: 22 base62 characters (131 bits) of HMAC-SHA256(key, "doi:" + request).
 * It can be made again from the request, so that the raw token is stored nowhere, not even between claim and send.
 * @param key the session key, base64
 */
export function confirmationToken(key: string, requestId: ConsentEventId): string {
  const mac = createHmac("sha256", Buffer.from(key, "base64")).update(`doi:${requestId}`).digest("hex");
  let rest = BigInt(`0x${mac}`);
  let token = "";
  while (token.length < 22) {
    token += BASE62[Number(rest % 62n)];
    rest /= 62n;
  }
  return token;
}

/** The only form in which a link's token is stored. */
export function tokenHash(token: string): Sha256 {
  return sha256(token);
}
