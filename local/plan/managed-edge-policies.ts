import type { DistributionPlan } from "./plan.ts";

type Behaviour = DistributionPlan["behaviours"][number];
export type CachePolicy = Behaviour["cache"];
export type ForwardPolicy = Behaviour["forward"];
export interface ResponsePolicy {
  readonly headers: Behaviour["responseHeaders"];
  readonly remove: readonly string[];
}

const DAY = 24 * 60 * 60;
const YEAR = 365 * DAY;
const NOTHING = { headers: [], cookies: "none", query: "none" } as const;
const OPTIMIZED: CachePolicy = { minTtl: 1, defaultTtl: DAY, maxTtl: YEAR, ...NOTHING };
const ORIGIN_CONTROLLED = {
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: YEAR,
  headers: ["host", "origin", "x-http-method", "x-http-method-override", "x-method-override"],
  cookies: "all",
} as const;

/** AWS's own cache policies by their fixed id. Without a policy CloudFront forwards and caches by nothing. */
export const MANAGED_CACHE_POLICIES: Readonly<Record<string, CachePolicy>> = {
  // CachingOptimized
  "658327ea-f89d-4fab-a63d-7e88639e58f6": OPTIMIZED,
  // CachingOptimizedForUncompressedObjects
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": OPTIMIZED,
  // CachingDisabled
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": { minTtl: 0, defaultTtl: 0, maxTtl: 0, ...NOTHING },
  // UseOriginCacheControlHeaders
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65": { ...ORIGIN_CONTROLLED, query: "none" },
  // UseOriginCacheControlHeaders-QueryStrings
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe": { ...ORIGIN_CONTROLLED, query: "all" },
};

export const MANAGED_ORIGIN_REQUEST_POLICIES: Readonly<Record<string, ForwardPolicy>> = {
  // AllViewerExceptHostHeader
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": { headers: "allViewerExceptHost", cookies: "all", query: "all" },
  // AllViewer
  "216adef6-5c7f-47e4-b989-5492eafa07d3": { headers: "allViewer", cookies: "all", query: "all" },
  // CORS-S3Origin
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": {
    headers: ["origin", "access-control-request-headers", "access-control-request-method"],
    cookies: "none",
    query: "none",
  },
  // CORS-CustomOrigin
  "59781a5b-3903-41f3-afcb-af62929ccde1": { headers: ["origin"], cookies: "none", query: "none" },
  // UserAgentRefererHeaders
  "acba4595-bd28-49b8-b9fe-13317c0390fa": {
    headers: ["user-agent", "referer"],
    cookies: "none",
    query: "none",
  },
};

const header = (name: string, value: string, override: boolean) => ({ name, value, override });
const SECURITY = [
  header("referrer-policy", "strict-origin-when-cross-origin", false),
  header("strict-transport-security", "max-age=31536000", false),
  header("x-content-type-options", "nosniff", true),
  header("x-frame-options", "SAMEORIGIN", false),
  header("x-xss-protection", "1; mode=block", false),
];
const SIMPLE_CORS = [header("access-control-allow-origin", "*", false)];

export const MANAGED_RESPONSE_POLICIES: Readonly<Record<string, ResponsePolicy>> = {
  // SecurityHeadersPolicy
  "67f7725c-6f97-4210-82d7-5512b31e9d03": { headers: SECURITY, remove: [] },
  // SimpleCORS
  "60669652-455b-4ae9-85a4-c4c02393f86c": { headers: SIMPLE_CORS, remove: [] },
  // CORS-and-SecurityHeadersPolicy
  "e61eb60c-9c35-4d20-a928-2b84e02af89c": { headers: [...SIMPLE_CORS, ...SECURITY], remove: [] },
};
