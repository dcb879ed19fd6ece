import { createHmac } from "node:crypto";
import type { Channel } from "../../shared/model/channel.ts";
import type { Sha256 } from "../../shared/model/ids.ts";

/**
 * The keyed hash by which an address is known outside the people table: HMAC-SHA256 over the E.164 number or the
 * lower-case e-mail address, lower-case hex (domain-rules 2.1). Losing the pepper would lose every suppression.
 * @param pepper 32 bytes in base64
 */
export function addressHash(pepper: string, channel: Channel, address: string): Sha256 {
  const key = Buffer.from(pepper, "base64");
  const text = channel === "email" ? address.trim().toLowerCase() : address.trim();
  return createHmac("sha256", key).update(text).digest("hex") as Sha256;
}
