import type { BucketPlan } from "../../../plan/plan.ts";

type CorsRule = BucketPlan["cors"][number];

function originMatches(pattern: string, origin: string): boolean {
  const [before, after] = pattern.split("*");
  if (after === undefined) return pattern === origin;
  return origin.length >= pattern.length - 1 && origin.startsWith(before ?? "") && origin.endsWith(after);
}

function headerAllowed(rule: CorsRule, header: string): boolean {
  return rule.allowedHeaders.some((pattern) => originMatches(pattern.toLowerCase(), header.toLowerCase()));
}

/**
 * The headers S3 adds to an answer for a cross-origin request: from the first rule that fits origin, method and (in a
 * preflight) every requested header; undefined when none does. Without an Origin nothing is cross-origin.
 */
export function corsHeaders(
  rules: readonly CorsRule[],
  request: {
    readonly origin: string | undefined;
    readonly method: string;
    readonly requestHeaders?: string | undefined;
  },
): Readonly<Record<string, string>> | undefined {
  const { origin, method } = request;
  if (origin === undefined) return undefined;
  const wanted = (request.requestHeaders ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const rule = rules.find(
    (candidate) =>
      candidate.allowedMethods.includes(method) &&
      candidate.allowedOrigins.some((pattern) => originMatches(pattern, origin)) &&
      wanted.every((name) => headerAllowed(candidate, name)),
  );
  if (!rule) return undefined;
  const anyone = rule.allowedOrigins.includes("*");
  return {
    "access-control-allow-origin": anyone ? "*" : origin,
    "access-control-allow-methods": rule.allowedMethods.join(", "),
    ...(anyone ? {} : { "access-control-allow-credentials": "true" }),
    ...(wanted.length > 0 ? { "access-control-allow-headers": wanted.join(", ").toLowerCase() } : {}),
    ...(rule.exposedHeaders.length > 0
      ? { "access-control-expose-headers": rule.exposedHeaders.join(", ") }
      : {}),
    ...(rule.maxAge === undefined ? {} : { "access-control-max-age": String(rule.maxAge) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}
