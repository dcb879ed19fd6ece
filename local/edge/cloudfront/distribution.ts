/** Serves one planned CloudFront distribution: behaviours, access, functions, cache, origins. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DistributionPlan } from "../../plan/plan.ts";
import {
  type EdgeHandler,
  type EdgeRequest,
  type EdgeResponse,
  headerValue,
  withHeader,
} from "../http-message.ts";
import { serveEdge } from "../node-http.ts";
import { type Behaviour, behaviourFor } from "./behaviour.ts";
import { cachedFetch, type Fetched } from "./cached-fetch.ts";
import { compressed, encodingFor } from "./compression.ts";
import { edgeCache } from "./edge-cache.ts";
import { type EdgeFunction, edgeFunction } from "./edge-function.ts";
import {
  edgeError,
  FUNCTION_FAILED,
  METHOD_NOT_ALLOWED,
  ORIGIN_FAILED,
  signatureRefusal,
} from "./error-page.ts";
import { afterViewerRequest, afterViewerResponse, functionEvent } from "./function-event.ts";
import { originRequest, type ViewerFacts } from "./origin-request.ts";
import { type PublicKeyById, verifySignedAccess } from "./signed-access.ts";
import { conditioned, withPolicyHeaders } from "./viewer-response.ts";

export interface DistributionDeps {
  readonly plan: DistributionPlan;
  /** By the plan's origin id: the in-process handler and the domain name that CloudFront would send as Host. */
  readonly origins: Readonly<Record<string, { readonly handle: EdgeHandler; readonly domainName: string }>>;
  readonly publicKey: PublicKeyById;
  readonly warn: (message: string) => void;
  /** @default { country: "IE", asn: 64496 } */
  readonly viewer?: ViewerFacts;
  /** Milliseconds since the epoch, real time. @default Date.now */
  readonly now?: () => number;
  /** Longer bodies stream through and are not kept. @default 8 MiB */
  readonly objectLimitBytes?: number;
}

export interface Distribution {
  readonly handle: EdgeHandler;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Drops everything cached, as an invalidation of `/*` does. */
  readonly invalidate: () => void;
}

/** CloudFront's error caching minimum TTL where a distribution sets none, seconds. */
const ERROR_MIN_TTL = 10;

/** Builds the handler; throws at once when a function does not compile or an origin is missing. */
export function distribution(deps: DistributionDeps): Distribution {
  const { plan } = deps;
  const now = deps.now ?? Date.now;
  const cache = edgeCache();
  const functions = compileFunctions(plan, deps.warn);
  for (const { path, originId } of plan.behaviours)
    if (!deps.origins[originId])
      throw new Error(`${plan.stack}/${plan.logicalId}: ${path} names no known origin ${originId}`);
  const fetchDeps = {
    cache,
    now,
    objectLimit: deps.objectLimitBytes ?? 8 * 1024 * 1024,
    errorMinTtl: (status: number) =>
      plan.errorResponses.find(({ errorCode }) => errorCode === status)?.errorCachingMinTtl ?? ERROR_MIN_TTL,
  };

  const handle: EdgeHandler = async (request) => {
    const requestId = randomBytes(40).toString("base64url");
    const answered = await respond(request, requestId);
    return { ...answered, headers: [...answered.headers, ...ownHeaders(requestId)] };
  };

  async function respond(viewer: EdgeRequest, requestId: string): Promise<EdgeResponse> {
    const behaviour = behaviourFor(plan.behaviours, viewer.path);
    if (!behaviour?.allowedMethods.includes(viewer.method))
      return edgeError(403, METHOD_NOT_ALLOWED, requestId);
    if (behaviour.trustedKeyIds.length > 0) {
      const verdict = await verifySignedAccess(viewer, behaviour.trustedKeyIds, deps.publicKey, now());
      if (!verdict.ok)
        return withErrorPage(signatureRefusal(verdict.code, verdict.message), viewer, behaviour, requestId);
    }
    const context = { distributionDomainName: plan.domainName, distributionId: plan.id, requestId };
    let request = viewer;
    const onRequest = functions.get(behaviour)?.["viewer-request"];
    if (onRequest) {
      try {
        const next = afterViewerRequest(await onRequest(functionEvent(viewer, context)), viewer);
        if ("response" in next) return named(next.response, "FunctionGeneratedResponse from cloudfront");
        request = next.request;
      } catch (cause) {
        return functionFailed(behaviour, cause, requestId);
      }
    }
    if (request.path === "/" && plan.defaultRootObject)
      request = { ...request, path: `/${plan.defaultRootObject}` };
    const fetched = await fetchFrom(request, behaviour, requestId);
    const shaped = await shape(request, fetched, behaviour);
    if (shaped.status >= 400) return withErrorPage(shaped, request, behaviour, requestId);
    const onResponse = functions.get(behaviour)?.["viewer-response"];
    if (!onResponse) return shaped;
    try {
      return afterViewerResponse(await onResponse(functionEvent(request, context, shaped)), shaped);
    } catch (cause) {
      return functionFailed(behaviour, cause, requestId);
    }
  }

  async function fetchFrom(request: EdgeRequest, behaviour: Behaviour, requestId: string): Promise<Fetched> {
    const origin = deps.origins[behaviour.originId];
    const planned = plan.origins.find(({ id }) => id === behaviour.originId);
    const target = { domainName: origin?.domainName ?? "", customHeaders: planned?.customHeaders ?? {} };
    const facts = deps.viewer ?? { country: "IE", asn: 64496 };
    const guarded: EdgeHandler = async (toOrigin) => {
      try {
        if (!origin) throw new Error(`no origin ${behaviour.originId}`);
        return await origin.handle(toOrigin);
      } catch (cause) {
        deps.warn(
          `${plan.logicalId} ${request.path}: ${cause instanceof Error ? cause.message : String(cause)}`,
        );
        return edgeError(502, ORIGIN_FAILED, requestId);
      }
    };
    return cachedFetch(
      fetchDeps,
      request,
      behaviour,
      (from) => originRequest(from, behaviour, target, facts, plan.domainName, requestId),
      guarded,
    );
  }

  async function shape(request: EdgeRequest, fetched: Fetched, behaviour: Behaviour): Promise<EdgeResponse> {
    const { response } = fetched;
    const { body } = response;
    let shaped: EdgeResponse = response;
    if (Buffer.isBuffer(body)) {
      const accepted = headerValue(request.headers, "accept-encoding");
      const asked = headerValue(request.headers, "range") !== undefined;
      const encoding =
        behaviour.compress && behaviour.cache.maxTtl > 0 && !asked
          ? encodingFor(accepted, response.status, response.headers, body.length)
          : undefined;
      const whole = encoding
        ? { ...response, ...(await compressed(encoding, response.headers, body)) }
        : { ...response, body };
      shaped = fetched.whole ? conditioned(request, whole) : whole;
    }
    if (fetched.ageSeconds !== undefined)
      shaped = { ...shaped, headers: withHeader(shaped.headers, "age", String(fetched.ageSeconds)) };
    const result = shaped.status >= 400 ? "Error" : fetched.result;
    return named(withPolicyHeaders(shaped, behaviour), `${result} from cloudfront`);
  }

  /** A custom error response is fetched like any path of the distribution and sent with its own status. */
  async function withErrorPage(
    failed: EdgeResponse,
    request: EdgeRequest,
    behaviour: Behaviour,
    requestId: string,
  ): Promise<EdgeResponse> {
    const rule = plan.errorResponses.find(({ errorCode }) => errorCode === failed.status);
    if (!rule?.responsePagePath) return withPolicyHeaders(failed, behaviour);
    const pageBehaviour = behaviourFor(plan.behaviours, rule.responsePagePath) ?? behaviour;
    const pageRequest: EdgeRequest = {
      ...request,
      method: "GET",
      path: rule.responsePagePath,
      query: "",
      headers: request.headers.filter(([name]) => !name.startsWith("if-") && name !== "range"),
      body: Buffer.alloc(0),
    };
    const page = await shape(
      pageRequest,
      await fetchFrom(pageRequest, pageBehaviour, requestId),
      pageBehaviour,
    );
    if (page.status !== 200) return failed;
    return named({ ...page, status: rule.responseCode ?? failed.status }, "Error from cloudfront");
  }

  function functionFailed(behaviour: Behaviour, cause: unknown, requestId: string): EdgeResponse {
    deps.warn(
      `${plan.logicalId} ${behaviour.path}: function: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    return edgeError(503, FUNCTION_FAILED, requestId, "FunctionExecutionError from cloudfront");
  }

  function ownHeaders(requestId: string): [string, string][] {
    return [
      ["via", `1.1 ${plan.domainName} (CloudFront)`],
      ["x-amz-cf-pop", "LOC50-P1"],
      ["x-amz-cf-id", requestId],
    ];
  }

  return { handle, listener: serveEdge(handle, deps.warn), invalidate: cache.clear };
}

function named(response: EdgeResponse, xCache: string): EdgeResponse {
  return { ...response, headers: withHeader(response.headers, "x-cache", xCache) };
}

type EventType = Behaviour["functions"][number]["eventType"];

function compileFunctions(plan: DistributionPlan, warn: (message: string) => void) {
  const compiled = new Map<Behaviour, Partial<Record<EventType, EdgeFunction>>>();
  for (const behaviour of plan.behaviours) {
    const byType: Partial<Record<EventType, EdgeFunction>> = {};
    for (const { eventType, code } of behaviour.functions)
      byType[eventType] = edgeFunction(code, (line) => warn(`${plan.logicalId} ${eventType}: ${line}`));
    compiled.set(behaviour, byType);
  }
  return compiled;
}
