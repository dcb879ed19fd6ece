/** Answers a request from the edge cache or the origin, and keeps what may be kept. */
import {
  type EdgeHandler,
  type EdgeRequest,
  type EdgeResponse,
  type HeaderList,
  headerValue,
  withHeader,
  withoutHeaders,
} from "../http-message.ts";
import type { Behaviour } from "./behaviour.ts";
import type { CachedAnswer, EdgeCache } from "./edge-cache.ts";
import { cacheKey, freshSeconds, mayServeStale } from "./freshness.ts";
import { discard, readWhole } from "./origins.ts";

export type CacheResult = "Miss" | "Hit" | "RefreshHit";
export interface Fetched {
  readonly response: EdgeResponse;
  readonly result: CacheResult;
  /** Seconds since the origin gave the answer; only for what came from the cache. */
  readonly ageSeconds?: number;
  /** The whole object is at hand: ranges and conditions of the viewer still have to be applied. */
  readonly whole: boolean;
}

export interface FetchDeps {
  readonly cache: EdgeCache;
  readonly now: () => number;
  /** Longer bodies are streamed and not kept, bytes. */
  readonly objectLimit: number;
  /** Seconds an error of this status is kept at least. */
  readonly errorMinTtl: (status: number) => number;
}

/**
 * `toOrigin` builds the origin's request from the viewer's. Only GET and HEAD use the cache; a fresh copy answers,
 * a stale one is revalidated, and stands in when the origin fails.
 */
export async function cachedFetch(
  deps: FetchDeps,
  viewer: EdgeRequest,
  behaviour: Behaviour,
  toOrigin: (viewer: EdgeRequest) => EdgeRequest,
  origin: EdgeHandler,
): Promise<Fetched> {
  const cacheable = behaviour.cache.maxTtl > 0 || behaviour.cache.minTtl > 0;
  if (!cacheable || (viewer.method !== "GET" && viewer.method !== "HEAD")) {
    const passed = await origin(withViewerConditions(toOrigin(viewer), viewer));
    return { response: stripCookies(passed, behaviour), result: "Miss", whole: false };
  }
  const key = cacheKey(viewer, behaviour);
  const kept = deps.cache.get(key);
  if (kept && kept.freshUntil > deps.now()) return fromCache(kept, "Hit", deps.now());
  if (viewer.method === "HEAD" && !kept) {
    const head = await origin(toOrigin(viewer));
    return { response: stripCookies(head, behaviour), result: "Miss", whole: false };
  }
  const request = { ...toOrigin(viewer), method: "GET" };
  const answer = await origin(kept ? withValidators(request, kept) : request);
  if (kept && answer.status === 304) {
    discard(answer);
    const refreshed = renewed(kept, answer.headers, behaviour, deps);
    deps.cache.put(key, refreshed);
    return fromCache(refreshed, "RefreshHit", deps.now());
  }
  if (kept && answer.status >= 500 && kept.status < 400 && mayServeStale(kept.headers)) {
    discard(answer);
    deps.cache.put(key, { ...kept, freshUntil: deps.now() + deps.errorMinTtl(answer.status) * 1000 });
    return fromCache(kept, "Hit", deps.now());
  }
  deps.cache.drop(key);
  const own = stripCookies(answer, behaviour);
  const body = await readWhole(own, deps.objectLimit);
  if (body === undefined) return tooLong(viewer, request, own, origin, behaviour);
  const response = { ...own, body };
  keep(deps, key, response, behaviour);
  return { response, result: "Miss", whole: own.status === 200 };
}

/** A body too long to hold: a range is asked of the origin itself, the rest streams through. */
async function tooLong(
  viewer: EdgeRequest,
  request: EdgeRequest,
  answer: EdgeResponse,
  origin: EdgeHandler,
  behaviour: Behaviour,
): Promise<Fetched> {
  const range = headerValue(viewer.headers, "range");
  if (!range || answer.status !== 200) return { response: answer, result: "Miss", whole: false };
  discard(answer);
  const part = await origin({ ...request, headers: withHeader(request.headers, "range", range) });
  return { response: stripCookies(part, behaviour), result: "Miss", whole: false };
}

function keep(deps: FetchDeps, key: string, response: EdgeResponse & { body: Buffer }, behaviour: Behaviour) {
  const now = deps.now();
  const minTtl = deps.errorMinTtl(response.status);
  const seconds = freshSeconds(behaviour.cache, response.status, response.headers, minTtl, now);
  if (seconds === undefined) return;
  deps.cache.put(key, { ...response, storedAt: now, freshUntil: now + seconds * 1000 });
}

function renewed(
  kept: CachedAnswer,
  headers: HeaderList,
  behaviour: Behaviour,
  deps: FetchDeps,
): CachedAnswer {
  const now = deps.now();
  const changed = headers.filter(([name]) => RENEWED_BY_304.has(name));
  const merged = [...withoutHeaders(kept.headers, ...changed.map(([name]) => name)), ...changed];
  const seconds = freshSeconds(behaviour.cache, kept.status, merged, deps.errorMinTtl(kept.status), now) ?? 0;
  return { ...kept, headers: merged, storedAt: now, freshUntil: now + seconds * 1000 };
}

const RENEWED_BY_304 = new Set(["cache-control", "date", "etag", "expires", "last-modified"]);

function fromCache(kept: CachedAnswer, result: CacheResult, now: number): Fetched {
  const ageSeconds = Math.max(0, Math.floor((now - kept.storedAt) / 1000));
  return {
    response: { status: kept.status, headers: kept.headers, body: kept.body },
    result,
    ageSeconds,
    whole: kept.status === 200,
  };
}

function withValidators(request: EdgeRequest, kept: CachedAnswer): EdgeRequest {
  const etag = headerValue(kept.headers, "etag");
  const modified = headerValue(kept.headers, "last-modified");
  let headers = withoutHeaders(request.headers, "if-none-match", "if-modified-since");
  if (etag) headers = withHeader(headers, "if-none-match", etag);
  else if (modified) headers = withHeader(headers, "if-modified-since", modified);
  return { ...request, headers };
}

/** Without a cache the viewer's own range and conditions go to the origin. */
function withViewerConditions(request: EdgeRequest, viewer: EdgeRequest): EdgeRequest {
  const names = [
    "range",
    "if-none-match",
    "if-modified-since",
    "if-match",
    "if-unmodified-since",
    "if-range",
  ];
  const own = viewer.headers.filter(([name]) => names.includes(name));
  return { ...request, headers: [...withoutHeaders(request.headers, ...names), ...own] };
}

/** A behaviour that forwards no cookie also returns none. */
function stripCookies(response: EdgeResponse, behaviour: Behaviour): EdgeResponse {
  if (behaviour.cache.cookies !== "none" || behaviour.forward.cookies !== "none") return response;
  return { ...response, headers: withoutHeaders(response.headers, "set-cookie") };
}
