/** Serves one planned HTTP API: route, authorize, invoke, answer. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpApiPlan } from "../../plan/plan.ts";
import type { InvokeResult, Invoker, UsageRecorder } from "../../runtime-ports.ts";
import {
  type EdgeHandler,
  type EdgeRequest,
  type EdgeResponse,
  headerValue,
  withHeader,
} from "../http-message.ts";
import { serveEdge } from "../node-http.ts";
import { corsRules, preflight, withCors } from "./cross-origin.ts";
import { authorizeJwt, type KeysOfIssuer } from "./jwt-authorizer.ts";
import { proxyEvent } from "./proxy-event.ts";
import { gatewayMessage, responseOf } from "./proxy-response.ts";
import { matchRoute, routeArnSuffix } from "./route-match.ts";
import { tokenBucket } from "./throttle.ts";

export interface HttpApiDeps {
  readonly api: HttpApiPlan;
  readonly region: string;
  readonly account: string;
  readonly invoker: Invoker;
  readonly keys: KeysOfIssuer;
  readonly usage: UsageRecorder;
  /** Says on the developer's console why a request failed inside. */
  readonly warn: (message: string) => void;
  /** API Gateway's own limit, which no configuration raises. @default 30_000 */
  readonly integrationTimeoutMs?: number;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

export interface HttpApi {
  readonly domainName: string;
  /** In-process entry for a distribution's origin: the Host must be the API's own domain. */
  readonly handleAsOrigin: EdgeHandler;
  /** The API without CloudFront in front: `Host` is taken as the API's own. */
  readonly handleDirect: EdgeHandler;
  /** `handleDirect` as a Node request listener. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** Builds the API's handlers; throws when the plan asks for what is not hosted (WebSocket routes). */
export function httpApi(deps: HttpApiDeps): HttpApi {
  const { api } = deps;
  const socketRoute = api.routes.find(({ routeKey }) => /^\$(connect|disconnect)$/.test(routeKey));
  if (socketRoute)
    throw new Error(`${api.stack}/${socketRoute.logicalId}: WebSocket routes are not hosted locally`);
  const domainName = `${api.id}.execute-api.${deps.region}.amazonaws.com`;
  const cors = corsRules(api.cors);
  const admit = api.throttle ? tokenBucket(api.throttle) : () => true;
  const now = deps.now ?? Date.now;

  const handleDirect: EdgeHandler = async (request) => {
    const requestId = `${randomBytes(11).toString("base64url")}=`;
    const own = cors && preflight(cors, request);
    const answered = own ?? (await answer(request, requestId));
    const shared = cors && !own ? withCors(cors, request, answered) : answered;
    return { ...shared, headers: withHeader(shared.headers, "apigw-requestid", requestId) };
  };

  async function answer(request: EdgeRequest, requestId: string): Promise<EdgeResponse> {
    if (!admit(now())) return gatewayMessage(429, "Too Many Requests");
    const match = matchRoute(api.routes, request.method, request.path);
    if (!match) return gatewayMessage(404, "Not Found");
    if (request.bodyTooLarge) return gatewayMessage(413, "Request Entity Too Large");
    const { route, pathParameters } = match;
    const verdict = route.jwt
      ? await authorizeJwt(headerValue(request.headers, "authorization"), route.jwt, deps.keys)
      : undefined;
    if (verdict && !verdict.ok)
      return gatewayMessage(verdict.status, verdict.message, [["www-authenticate", verdict.challenge]]);
    const event = proxyEvent(request, {
      accountId: deps.account,
      apiId: api.id,
      domainName,
      routeKey: route.routeKey,
      pathParameters,
      ...(verdict ? { jwt: { claims: verdict.claims, scopes: verdict.scopes } } : {}),
      requestId,
      traceId: `Root=1-${Math.floor(now() / 1000).toString(16)}-${randomBytes(12).toString("hex")}`,
      now: now(),
    });
    deps.usage.record("route", route.logicalId);
    const sourceArn = `arn:aws:execute-api:${deps.region}:${deps.account}:${api.id}/$default/${routeArnSuffix(route.routeKey)}`;
    return integrate(route, event, sourceArn);
  }

  async function integrate(
    route: HttpApiPlan["routes"][number],
    event: unknown,
    sourceArn: string,
  ): Promise<EdgeResponse> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<"timeout">((resolve) => {
      timer = setTimeout(() => resolve("timeout"), deps.integrationTimeoutMs ?? 30_000);
    });
    try {
      const from = { kind: "service", service: "apigateway.amazonaws.com", sourceArn } as const;
      const result: InvokeResult | "timeout" = await Promise.race([
        deps.invoker.invoke(route.functionArn, event, from),
        timeout,
      ]);
      if (result === "timeout") return gatewayMessage(503, "Service Unavailable");
      if (result.ok) return responseOf(result.payload);
      deps.warn(`${route.routeKey}: ${result.errorType}: ${result.errorMessage}`);
    } catch (cause) {
      deps.warn(`${route.routeKey}: ${cause instanceof Error ? cause.message : String(cause)}`);
    } finally {
      clearTimeout(timer);
    }
    return gatewayMessage(500, "Internal Server Error");
  }

  const handleAsOrigin: EdgeHandler = async (request) =>
    headerValue(request.headers, "host") === domainName
      ? handleDirect(request)
      : gatewayMessage(403, "Forbidden", [["x-amzn-errortype", "ForbiddenException"]]);

  return { domainName, handleAsOrigin, handleDirect, listener: serveEdge(handleDirect, deps.warn) };
}
