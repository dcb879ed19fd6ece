/** What CloudFront sends to an origin: only what the policies name, and what it adds itself. */
import { type EdgeRequest, type HeaderList, HOP_BY_HOP, headerValue } from "../http-message.ts";
import type { Behaviour } from "./behaviour.ts";
import { selectCookies, selectHeaders, selectQuery } from "./selection.ts";

/** What CloudFront knows of a viewer beyond the request. */
export interface ViewerFacts {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly asn: number;
}

export interface OriginTarget {
  readonly domainName: string;
  readonly customHeaders: Readonly<Record<string, string>>;
}

/** Query parameters of a signed URL: CloudFront keeps them to itself. */
export const SIGNING_PARAMETERS: ReadonlySet<string> = new Set([
  "Expires",
  "Signature",
  "Policy",
  "Key-Pair-Id",
  "Hash-Algorithm",
]);

/** Builds the origin request. A viewer header that no policy names is absent; `CloudFront-*` ones only when named. */
export function originRequest(
  viewer: EdgeRequest,
  behaviour: Behaviour,
  origin: OriginTarget,
  facts: ViewerFacts,
  distributionDomain: string,
  requestId: string,
): EdgeRequest {
  const { cache, forward } = behaviour;
  const signed = behaviour.trustedKeyIds.length > 0;
  const query = selectQuery(viewer.query, cache.query, forward.query);
  return {
    ...viewer,
    query: signed ? withoutSigning(query) : query,
    headers: [
      ...viewerHeaders(viewer, behaviour, origin),
      ...cloudFrontHeaders(viewer, behaviour, facts),
      ["via", `1.1 ${distributionDomain} (CloudFront)`],
      ["x-amz-cf-id", requestId],
      ["x-forwarded-for", forwardedFor(viewer)],
      ...Object.entries(origin.customHeaders).map(([name, value]) => [name.toLowerCase(), value] as const),
    ],
  };
}

/** The query string without a signed URL's own parameters. */
export function withoutSigning(query: string): string {
  return query
    .split("&")
    .filter((pair) => !SIGNING_PARAMETERS.has(pair.split("=")[0] ?? ""))
    .join("&");
}

function viewerHeaders(viewer: EdgeRequest, behaviour: Behaviour, origin: OriginTarget): HeaderList {
  const { cache, forward } = behaviour;
  const replaced = new Set(Object.keys(origin.customHeaders).map((name) => name.toLowerCase()));
  const mine = (name: string) =>
    HOP_BY_HOP.has(name) ||
    ADDED_BY_CLOUDFRONT.has(name) ||
    name.startsWith("cloudfront-") ||
    replaced.has(name);
  const all = forward.headers === "allViewer" || forward.headers === "allViewerExceptHost";
  const chosen = all
    ? viewer.headers.filter(([name]) => name !== "cookie" && name !== "host")
    : selectHeaders(viewer.headers, [
        ...cache.headers,
        ...(typeof forward.headers === "string" ? [] : forward.headers),
      ]);
  const withBody = all ? [] : selectHeaders(viewer.headers, viewer.body.length > 0 ? BODY_HEADERS : []);
  const headers = [
    ...chosen,
    ...withBody.filter(([name]) => !chosen.some(([other]) => other === name)),
  ].filter(([name]) => !mine(name) && name !== "host" && name !== "cookie");
  const cookies = selectCookies(viewer.headers, cache.cookies, forward.cookies);
  if (cookies !== "") headers.push(["cookie", cookies]);
  if (!headers.some(([name]) => name === "user-agent")) headers.push(["user-agent", "Amazon CloudFront"]);
  const viewersHost = headerValue(viewer.headers, "host");
  const named =
    Array.isArray(forward.headers) && forward.headers.some((name: string) => name.toLowerCase() === "host");
  const host = (forward.headers === "allViewer" || named) && viewersHost ? viewersHost : origin.domainName;
  return [["host", host], ...headers];
}

const ADDED_BY_CLOUDFRONT = new Set(["via", "x-amz-cf-id", "x-forwarded-for"]);
/** They describe the body, which is always forwarded. */
const BODY_HEADERS = ["content-type", "content-length", "content-encoding", "content-md5"];

function cloudFrontHeaders(viewer: EdgeRequest, behaviour: Behaviour, facts: ViewerFacts): HeaderList {
  const values: Readonly<Record<string, string>> = {
    "cloudfront-viewer-address": `${viewer.sourceIp}:${viewer.sourcePort}`,
    "cloudfront-viewer-asn": String(facts.asn),
    "cloudfront-viewer-country": facts.country,
    "cloudfront-viewer-http-version": "1.1",
    "cloudfront-forwarded-proto": "https",
    ...deviceHeaders(headerValue(viewer.headers, "user-agent") ?? ""),
  };
  const named = [
    ...behaviour.cache.headers,
    ...(typeof behaviour.forward.headers === "string" ? [] : behaviour.forward.headers),
    ...(behaviour.forward.cloudFrontHeaders ?? []),
  ];
  return [...new Set(named.map((name) => name.toLowerCase()))].flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}

function deviceHeaders(userAgent: string): Record<string, string> {
  const tablet = /iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent);
  const mobile = !tablet && /Mobile|iPhone|Android/i.test(userAgent);
  return {
    "cloudfront-is-mobile-viewer": String(mobile),
    "cloudfront-is-tablet-viewer": String(tablet),
    "cloudfront-is-desktop-viewer": String(!mobile && !tablet),
  };
}

function forwardedFor(viewer: EdgeRequest): string {
  const earlier = headerValue(viewer.headers, "x-forwarded-for");
  return earlier ? `${earlier}, ${viewer.sourceIp}` : viewer.sourceIp;
}
