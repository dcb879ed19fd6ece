import { timingSafeEqual } from "node:crypto";

/**
 * Compares a presented secret with the real one in constant time; an absent one never matches. Only the length could
 * be told from the time, and that is public.
 */
export function sameSecret(presented: string | undefined, real: string): boolean {
  if (presented === undefined) return false;
  const given = Buffer.from(presented);
  const expected = Buffer.from(real);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
