import { createHmac } from "node:crypto";
import type { MessageId } from "../../shared/model/ids.ts";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN_LENGTH = 22;

/**
 * A bearer token that one hand-off derives from the session key: 22 base62 characters (131 bits, domain-rules 3.2). It
 * can be derived again but is stored nowhere; the tables hold its SHA-256.
 * @param sessionKey 32 random bytes in base64
 */
export function handOffToken(
  sessionKey: string,
  purpose: "link" | "unsub",
  messageId: MessageId,
  attempt: number,
): string {
  const digest = createHmac("sha256", Buffer.from(sessionKey, "base64"))
    .update(`${purpose}:${messageId}:${attempt}`)
    .digest("hex");
  let number = BigInt(`0x${digest}`);
  let token = "";
  while (token.length < TOKEN_LENGTH) {
    token += BASE62[Number(number % 62n)];
    number /= 62n;
  }
  return token;
}
