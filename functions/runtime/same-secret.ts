import { createHash, timingSafeEqual } from "node:crypto";

/** Compares a presented secret with the real one in constant time; an absent one never matches. */
export function sameSecret(presented: string | undefined, real: string): boolean {
  if (presented === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(presented), digest(real));
}
