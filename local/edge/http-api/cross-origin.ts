/** CORS as an HTTP API does it when configured: preflights are answered by the API, its headers replace a function's. */
import * as z from "zod";
import { type EdgeRequest, type EdgeResponse, type HeaderList, headerValue } from "../http-message.ts";

const CorsConfiguration = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  AllowCredentials: z.coerce.boolean().default(false),
  MaxAge: z.coerce.number().optional(),
});
export type CorsRules = z.infer<typeof CorsConfiguration>;

/** Reads CloudFormation's `CorsConfiguration`; throws when it is not one. */
export function corsRules(planned: Readonly<Record<string, unknown>> | undefined): CorsRules | undefined {
  return planned ? CorsConfiguration.parse(planned) : undefined;
}

/** The answer to a preflight, or undefined when the request is none. A foreign origin gets 204 without headers. */
export function preflight(rules: CorsRules, request: EdgeRequest): EdgeResponse | undefined {
  const asked = headerValue(request.headers, "access-control-request-method");
  if (request.method !== "OPTIONS" || !asked) return undefined;
  const shared = sharedHeaders(rules, request);
  if (!shared) return { status: 204, headers: [], body: Buffer.alloc(0) };
  const headers: [string, string][] = [...shared];
  if (rules.AllowMethods.length > 0)
    headers.push(["access-control-allow-methods", rules.AllowMethods.join(",")]);
  if (rules.AllowHeaders.length > 0)
    headers.push(["access-control-allow-headers", rules.AllowHeaders.join(",")]);
  if (rules.MaxAge !== undefined) headers.push(["access-control-max-age", String(rules.MaxAge)]);
  return { status: 204, headers, body: Buffer.alloc(0) };
}

/** Any answer of a configured API: the function's own CORS headers are dropped. */
export function withCors(rules: CorsRules, request: EdgeRequest, response: EdgeResponse): EdgeResponse {
  const own = response.headers.filter(([name]) => !name.startsWith("access-control-"));
  const shared = sharedHeaders(rules, request);
  if (!shared) return { ...response, headers: own };
  const exposed: HeaderList =
    rules.ExposeHeaders.length > 0 ? [["access-control-expose-headers", rules.ExposeHeaders.join(",")]] : [];
  return { ...response, headers: [...own, ...shared, ...exposed] };
}

function sharedHeaders(rules: CorsRules, request: EdgeRequest): [string, string][] | undefined {
  const origin = headerValue(request.headers, "origin");
  if (origin === undefined) return undefined;
  const anyone = rules.AllowOrigins.includes("*");
  if (!anyone && !rules.AllowOrigins.some((allowed) => originMatches(allowed, origin))) return undefined;
  const headers: [string, string][] = [["access-control-allow-origin", anyone ? "*" : origin]];
  if (rules.AllowCredentials) headers.push(["access-control-allow-credentials", "true"]);
  if (!anyone) headers.push(["vary", "Origin"]);
  return headers;
}

function originMatches(allowed: string, origin: string): boolean {
  return (
    allowed === origin ||
    ((allowed === "http://*" || allowed === "https://*") && origin.startsWith(allowed.slice(0, -1)))
  );
}
