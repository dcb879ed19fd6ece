/** The event a function gets from an HTTP API, payload format 2.0. */
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { cookiePairs, type EdgeRequest, HOP_BY_HOP, headerValue } from "../http-message.ts";

/** What of the API, the route and the caller goes into the event. */
export interface EventContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Set when the route has a JWT authorizer; claims are already strings. */
  readonly jwt?: {
    readonly claims: Readonly<Record<string, string>>;
    readonly scopes: readonly string[] | null;
  };
  readonly requestId: string;
  readonly traceId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The event as AWS sends it: `authorizer` only with an authorizer, optional parts absent when empty. */
export type ProxyEvent = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, "requestContext"> & {
  readonly requestContext: Omit<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"], "authorizer"> & {
    readonly authorizer?: {
      readonly jwt: {
        readonly claims: Readonly<Record<string, string>>;
        readonly scopes: readonly string[] | null;
      };
    };
  };
};

/** Builds the event. API Gateway decodes the path in spite of the name `rawPath`, and leaves the query encoded. */
export function proxyEvent(request: EdgeRequest, context: EventContext): ProxyEvent {
  const path = decodedPath(request.path);
  const cookies = [...cookiePairs(request.headers)];
  const query = queryParameters(request.query);
  const text = request.body.length > 0 && !isBinary(headerValue(request.headers, "content-type"));
  return {
    version: "2.0",
    routeKey: context.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: eventHeaders(request, context),
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      ...(context.jwt ? { authorizer: { jwt: context.jwt } } : {}),
      domainName: context.domainName,
      domainPrefix: context.domainName.split(".")[0] ?? "",
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headerValue(request.headers, "user-agent") ?? "",
      },
      requestId: context.requestId,
      routeKey: context.routeKey,
      stage: "$default",
      time: commonLogTime(context.now),
      timeEpoch: context.now,
    },
    ...(Object.keys(context.pathParameters).length > 0
      ? { pathParameters: { ...context.pathParameters } }
      : {}),
    ...(request.body.length > 0 ? { body: request.body.toString(text ? "utf8" : "base64") } : {}),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

/** Decoded, and cut at a decoded question mark as API Gateway does. */
function decodedPath(path: string): string {
  const decoded = decodeLeniently(path);
  const cut = decoded.indexOf("?");
  return cut < 0 ? decoded : decoded.slice(0, cut);
}

/** Text bodies arrive as they are; all others, web forms included, in base64. */
export function isBinary(contentType: string | undefined): boolean {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const isText =
    type.startsWith("text/") ||
    ["application/json", "application/javascript", "application/xml"].includes(type) ||
    type.endsWith("+json") ||
    type.endsWith("+xml");
  return !isText;
}

function eventHeaders(request: EdgeRequest, context: EventContext): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of request.headers) {
    if (name === "cookie" || HOP_BY_HOP.has(name)) continue;
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  const forwarded = joined["x-forwarded-for"];
  const added = {
    host: context.domainName,
    "content-length": String(request.body.length),
    "x-amzn-trace-id": context.traceId,
    "x-forwarded-for": forwarded ? `${forwarded}, ${request.sourceIp}` : request.sourceIp,
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
  };
  return Object.fromEntries(
    Object.entries({ ...joined, ...added }).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === "") return undefined;
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query))
    values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(",")]));
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function commonLogTime(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
