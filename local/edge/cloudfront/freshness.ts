/** How long CloudFront keeps an answer, and what two requests must share to be given the same one. */
import { type EdgeRequest, type HeaderList, headerValue } from "../http-message.ts";
import type { Behaviour } from "./behaviour.ts";
import { withoutSigning } from "./origin-request.ts";
import { selectCookies, selectHeaders, selectQuery } from "./selection.ts";

/** The cache key: path, and what the cache policy names of query, headers and cookies. */
export function cacheKey(request: EdgeRequest, behaviour: Behaviour): string {
  const { cache } = behaviour;
  const query = selectQuery(request.query, cache.query);
  return JSON.stringify([
    behaviour.originId,
    request.path,
    behaviour.trustedKeyIds.length > 0 ? withoutSigning(query) : query,
    selectHeaders(request.headers, cache.headers),
    selectCookies(request.headers, cache.cookies),
  ]);
}

/**
 * Seconds an answer stays fresh, or undefined when it must not be kept. Zero means: keep it to revalidate.
 * `errorMinTtl` are the seconds an error is kept at least (10 unless configured).
 */
export function freshSeconds(
  cache: Behaviour["cache"],
  status: number,
  headers: HeaderList,
  errorMinTtl: number,
  now: number,
): number | undefined {
  if (cache.maxTtl === 0 && cache.minTtl === 0) return undefined;
  const directives = cacheControl(headers);
  const stated = statedSeconds(directives, headers, now);
  const forbidden = directives.has("no-store") || directives.has("private") || directives.has("no-cache");
  if (status >= 400) return errorSeconds(status, stated, forbidden, errorMinTtl, cache);
  if (!KEPT.has(status)) return undefined;
  if (forbidden) return cache.minTtl > 0 ? cache.minTtl : undefined;
  if (stated === undefined) return Math.max(cache.defaultTtl, cache.minTtl);
  return Math.min(Math.max(stated, cache.minTtl), Math.max(cache.maxTtl, cache.minTtl));
}

/** Whether a stale copy may stand in for a failing origin. */
export function mayServeStale(headers: HeaderList): boolean {
  return cacheControl(headers).get("stale-if-error") !== "0";
}

const KEPT = new Set([200, 203, 204, 300, 301, 302, 307, 308]);
const ERRORS_ALWAYS_KEPT = new Set([404, 410, 414, 500, 501, 502, 503, 504]);
/** Only these give way to no-store, no-cache and private. */
const ERRORS_THAT_OBEY = new Set([404, 410, 414, 501]);
const ERRORS_KEPT_WHEN_TOLD = new Set([400, 403, 405, 412, 415]);

function errorSeconds(
  status: number,
  stated: number | undefined,
  forbidden: boolean,
  errorMinTtl: number,
  cache: Behaviour["cache"],
): number | undefined {
  if (ERRORS_THAT_OBEY.has(status) && forbidden) return undefined;
  if (!ERRORS_ALWAYS_KEPT.has(status) && !(ERRORS_KEPT_WHEN_TOLD.has(status) && stated !== undefined))
    return undefined;
  const seconds = Math.max(errorMinTtl, Math.min(stated ?? 0, cache.maxTtl));
  return seconds > 0 ? seconds : undefined;
}

function cacheControl(headers: HeaderList): ReadonlyMap<string, string> {
  const parts = (headerValue(headers, "cache-control") ?? "")
    .split(",")
    .map((part) => part.trim().toLowerCase());
  return new Map(
    parts
      .filter((part) => part !== "")
      .map((part) => {
        const [name = "", value = ""] = part.split("=");
        return [name.trim(), value.trim().replaceAll('"', "")];
      }),
  );
}

function statedSeconds(
  directives: ReadonlyMap<string, string>,
  headers: HeaderList,
  now: number,
): number | undefined {
  for (const name of ["s-maxage", "max-age"]) {
    const seconds = Number(directives.get(name) || Number.NaN);
    if (Number.isFinite(seconds)) return Math.max(0, seconds);
  }
  const expires = headerValue(headers, "expires");
  if (expires === undefined) return undefined;
  const at = Date.parse(expires);
  return Number.isNaN(at) ? 0 : Math.max(0, (at - now) / 1000);
}
