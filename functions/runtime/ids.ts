import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
import type { Instant } from "../../shared/model/time.ts";

/** Makes a new prefixed id at this instant of business time; parse it with the model's schema to get its brand. */
export function newId(prefix: string, now: Instant): string {
  return `${prefix}_${ulid(now)}`;
}

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * A bearer token of 22 base62 characters (131 bits) from the CSPRNG, without meaning inside (domain-rules 3.2).
 * Only its SHA-256 is ever stored.
 */
export function newToken(): string {
  let token = "";
  while (token.length < 22) {
    for (const byte of randomBytes(32)) {
      // 248 = 4 × 62: higher bytes would favour the first characters
      if (byte < 248 && token.length < 22) token += BASE62[byte % 62];
    }
  }
  return token;
}
