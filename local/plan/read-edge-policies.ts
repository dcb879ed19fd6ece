import * as z from "zod";
import {
  type CachePolicy,
  type ForwardPolicy,
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_POLICIES,
  type ResponsePolicy,
} from "./managed-edge-policies.ts";
import { cfnBoolean, cfnNumber, read, textList } from "./values.ts";
import type { Resource, World } from "./world.ts";

/** Policies that behaviours refer to by id, the template's and AWS's own. */
export interface EdgePolicies {
  readonly cache: ReadonlyMap<string, CachePolicy>;
  readonly forward: ReadonlyMap<string, ForwardPolicy>;
  readonly response: ReadonlyMap<string, ResponsePolicy>;
  readonly unsupported: readonly string[];
}

const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
const YEAR_SECONDS = 31_536_000;
const DAY_SECONDS = 86_400;

const cookies = z
  .object({ CookieBehavior: z.string(), Cookies: textList })
  .default({ CookieBehavior: "none", Cookies: [] });
const query = z
  .object({ QueryStringBehavior: z.string(), QueryStrings: textList })
  .default({ QueryStringBehavior: "none", QueryStrings: [] });
const headers = z
  .object({ HeaderBehavior: z.string(), Headers: textList })
  .default({ HeaderBehavior: "none", Headers: [] });

const cacheSchema = z.object({
  CachePolicyConfig: z.object({
    MinTTL: cfnNumber.default(0),
    DefaultTTL: cfnNumber.default(DAY_SECONDS),
    MaxTTL: cfnNumber.default(YEAR_SECONDS),
    ParametersInCacheKeyAndForwardedToOrigin: z
      .object({ CookiesConfig: cookies, QueryStringsConfig: query, HeadersConfig: headers })
      .prefault({}),
  }),
});
const forwardSchema = z.object({
  OriginRequestPolicyConfig: z.object({
    CookiesConfig: cookies,
    QueryStringsConfig: query,
    HeadersConfig: headers,
  }),
});

type Complain = (what: string) => void;

/** Which cookies or query strings a behaviour names; `allExcept` has no local counterpart. */
function selection(
  behaviour: string,
  names: readonly string[],
  complain: Complain,
): "none" | "all" | readonly string[] {
  if (behaviour === "whitelist") return names;
  if (behaviour === "allExcept") complain(`everything except ${names.join(", ")} is treated as everything`);
  return behaviour === "none" ? "none" : "all";
}

function readCachePolicy(resource: Resource, complain: Complain): CachePolicy {
  const { CachePolicyConfig: config } = read(resource, cacheSchema);
  const key = config.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    minTtl: config.MinTTL,
    defaultTtl: config.DefaultTTL,
    maxTtl: config.MaxTTL,
    headers: lower(key.HeadersConfig.Headers),
    cookies: selection(key.CookiesConfig.CookieBehavior, key.CookiesConfig.Cookies, complain),
    query: selection(
      key.QueryStringsConfig.QueryStringBehavior,
      key.QueryStringsConfig.QueryStrings,
      complain,
    ),
  };
}

function forwardedHeaders(
  { HeaderBehavior, Headers }: z.infer<typeof headers>,
  complain: Complain,
): Pick<ForwardPolicy, "headers" | "cloudFrontHeaders"> {
  const names = lower(Headers);
  switch (HeaderBehavior) {
    case "none":
      return { headers: "none" };
    case "whitelist":
      return { headers: names };
    case "allViewer":
      return { headers: "allViewer" };
    case "allViewerAndWhitelistCloudFront":
      return { headers: "allViewer", cloudFrontHeaders: names };
    default:
      if (names.join() !== "host")
        complain(`all headers except ${names.join(", ")} are treated as all except host`);
      return { headers: "allViewerExceptHost" };
  }
}

function readForwardPolicy(resource: Resource, complain: Complain): ForwardPolicy {
  const { OriginRequestPolicyConfig: config } = read(resource, forwardSchema);
  return {
    ...forwardedHeaders(config.HeadersConfig, complain),
    cookies: selection(config.CookiesConfig.CookieBehavior, config.CookiesConfig.Cookies, complain),
    query: selection(
      config.QueryStringsConfig.QueryStringBehavior,
      config.QueryStringsConfig.QueryStrings,
      complain,
    ),
  };
}

const override = { Override: cfnBoolean.default(false) };
const responseSchema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CorsConfig: z
      .object({ AccessControlAllowOrigins: z.object({ Items: textList }), OriginOverride: cfnBoolean })
      .loose()
      .optional(),
    CustomHeadersConfig: z
      .object({
        Items: z.array(z.object({ Header: z.string(), Value: z.string(), ...override })).default([]),
      })
      .default({ Items: [] }),
    RemoveHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string() })).default([]) })
      .default({ Items: [] }),
    SecurityHeadersConfig: z
      .object({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string(), ...override }).optional(),
        ContentTypeOptions: z.object(override).optional(),
        FrameOptions: z.object({ FrameOption: z.string(), ...override }).optional(),
        ReferrerPolicy: z.object({ ReferrerPolicy: z.string(), ...override }).optional(),
        StrictTransportSecurity: z
          .object({
            AccessControlMaxAgeSec: cfnNumber,
            IncludeSubdomains: cfnBoolean.default(false),
            Preload: cfnBoolean.default(false),
            ...override,
          })
          .optional(),
        XSSProtection: z
          .object({ Protection: cfnBoolean, ModeBlock: cfnBoolean.default(false), ...override })
          .optional(),
      })
      .default({}),
  }),
});

function readResponsePolicy(resource: Resource, complain: Complain): ResponsePolicy {
  const { ResponseHeadersPolicyConfig: config } = read(resource, responseSchema);
  const security = config.SecurityHeadersConfig;
  const found: { name: string; value: string; override: boolean }[] = [];
  const add = (name: string, value: string | undefined, from: { Override: boolean } | undefined) => {
    if (from !== undefined && value !== undefined) found.push({ name, value, override: from.Override });
  };
  const hsts = security.StrictTransportSecurity;
  const xss = security.XSSProtection;
  add(
    "content-security-policy",
    security.ContentSecurityPolicy?.ContentSecurityPolicy,
    security.ContentSecurityPolicy,
  );
  add("x-content-type-options", "nosniff", security.ContentTypeOptions);
  add("x-frame-options", security.FrameOptions?.FrameOption, security.FrameOptions);
  add("referrer-policy", security.ReferrerPolicy?.ReferrerPolicy, security.ReferrerPolicy);
  if (hsts !== undefined)
    add(
      "strict-transport-security",
      [
        `max-age=${hsts.AccessControlMaxAgeSec}`,
        hsts.IncludeSubdomains ? "includeSubDomains" : "",
        hsts.Preload ? "preload" : "",
      ]
        .filter((part) => part !== "")
        .join("; "),
      hsts,
    );
  if (xss !== undefined)
    add("x-xss-protection", xss.Protection ? `1${xss.ModeBlock ? "; mode=block" : ""}` : "0", xss);
  if (config.CorsConfig !== undefined) {
    if (config.CorsConfig.AccessControlAllowOrigins.Items.join() === "*")
      add("access-control-allow-origin", "*", { Override: config.CorsConfig.OriginOverride });
    else complain("CORS headers that depend on the origin are not added by the local edge");
  }
  for (const { Header, Value, Override } of config.CustomHeadersConfig.Items)
    found.push({ name: Header.toLowerCase(), value: Value, override: Override });
  return { headers: found, remove: lower(config.RemoveHeadersConfig.Items.map(({ Header }) => Header)) };
}

/** Reads all policies that behaviours can refer to; defaults fill what a template leaves out. */
export function readEdgePolicies(world: World): EdgePolicies {
  const unsupported: string[] = [];
  const collect = <Policy>(
    type: string,
    managed: Readonly<Record<string, Policy>>,
    readPolicy: (resource: Resource, complain: Complain) => Policy,
  ): ReadonlyMap<string, Policy> => {
    const own = world
      .ofType(type)
      .map((resource): [string, Policy] => [
        resource.identity().ref,
        readPolicy(resource, (what) => unsupported.push(`${resource.stack}/${resource.logicalId}: ${what}.`)),
      ]);
    return new Map([...Object.entries(managed), ...own]);
  };
  return {
    cache: collect("AWS::CloudFront::CachePolicy", MANAGED_CACHE_POLICIES, readCachePolicy),
    forward: collect(
      "AWS::CloudFront::OriginRequestPolicy",
      MANAGED_ORIGIN_REQUEST_POLICIES,
      readForwardPolicy,
    ),
    response: collect(
      "AWS::CloudFront::ResponseHeadersPolicy",
      MANAGED_RESPONSE_POLICIES,
      readResponsePolicy,
    ),
    unsupported,
  };
}

/** What a behaviour without an origin request policy forwards beyond its cache key. */
export const NO_FORWARDING: ForwardPolicy = { headers: "none", cookies: "none", query: "none" };
