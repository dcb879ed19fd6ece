import type { FetchItem } from "../../shared/contracts/engagement.ts";

/** Words in a user agent that only programs use (domain-rules 3.5). */
const PROGRAM =
  /bot|crawl|spider|preview|scan|facebookexternalhit|slurp|curl|wget|python|java\/|go-http|okhttp|^node\b|undici|axios/i;

/**
 * Whether a machine certainly asked for a link: for its headers alone, a prefetch, a user agent that says so, or none at all.
 * Everything else is unknown, never human: only a confirmed visit is (INV-11).
 */
export function isMachine({
  userAgent,
  purpose,
  head,
}: Pick<FetchItem, "userAgent" | "purpose" | "head">): boolean {
  if (head === true) return true;
  if (purpose !== undefined && /prefetch|prerender/i.test(purpose)) return true;
  return userAgent === undefined || userAgent === "" || PROGRAM.test(userAgent);
}
