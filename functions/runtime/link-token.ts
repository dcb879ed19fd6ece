import { randomBytes } from "node:crypto";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH = 22;

/** A fresh bearer token of a link: 22 base62 characters (131 bits, domain-rules 3.2). Store its SHA-256 only. */
export function newLinkToken(): string {
  let number = BigInt(`0x${randomBytes(32).toString("hex")}`);
  let token = "";
  while (token.length < LENGTH) {
    token += BASE62[Number(number % 62n)];
    number /= 62n;
  }
  return token;
}
