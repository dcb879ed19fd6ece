import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type {
  ApiGroup,
  Endpoint,
  JsonEndpoint,
  ParsedRequest,
  ReturnInput,
} from "../../shared/contracts/endpoint.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { ORIGIN_SECRET_HEADER, VIEWER_ENCODINGS_HEADER } from "../../shared/names.ts";
import { recordDenial } from "./audit.ts";
import type { Clock } from "./clock.ts";
import { compressed } from "./http-compress.ts";
import { parseRequest } from "./http-parse.ts";
import { jsonReply, type PageReply, pageReply, problemReply } from "./http-reply.ts";
import { callerOf } from "./identity.ts";
import type { Logger } from "./log.ts";
import { sameSecret } from "./same-secret.ts";
import type { Tables } from "./tables.ts";

/** What a handler gets besides its parsed input. `now` is business time, taken once per request. */
export interface RequestContext {
  readonly now: Instant;
  readonly requestId: string;
  /** Lower-case request headers, for the classifier and for cookies. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: readonly string[];
  /** Whether only the headers are asked for: nobody sees the page, so nothing counts as shown. */
  readonly head?: boolean;
}
/** The caller is present exactly where the endpoint asks for one. */
type CallerOf<E extends Endpoint> = E["who"] extends "anyone" ? undefined : Caller;

/** The function that serves one endpoint. */
export type Handler<E extends Endpoint> = (
  request: ParsedRequest<E> & { readonly caller: CallerOf<E>; readonly context: RequestContext },
) => Promise<E extends JsonEndpoint ? ReturnInput<E> : PageReply>;

/** One handler per endpoint of the group: forgetting one is a type error. */
export type HandlersOf<G extends ApiGroup> = {
  readonly [Name in keyof G["endpoints"]]: Handler<G["endpoints"][Name]>;
};

/** What every HTTP entry point brings. */
export interface HttpDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** Value that CloudFront adds; requests to the API's own URL lack it and are refused. */
  readonly originSecret: string;
  /** Writes the audit record of a denied access; absent only where nobody signs in. */
  readonly onDenied?: (caller: Caller, action: string, path: string, now: Instant) => Promise<void>;
  /** HTML for an error on a page of the HCP site; problem JSON otherwise. */
  readonly errorPage?: (error: AppError, requestId: string) => PageReply;
}

type HttpEvent = APIGatewayProxyEventV2;
type AnyHandler = (request: unknown) => Promise<unknown>;

/**
 * The middy handler of an API group. Order: origin secret, route, role, parse, handle, parse outwards. Every known
 * error becomes problem JSON; an unknown one is logged with its causes and answers 500 with the request id only.
 */
export function serve<G extends ApiGroup>(group: G, handlers: HandlersOf<G>, deps: HttpDeps) {
  const routes = new Map<string, { endpoint: Endpoint; handle: AnyHandler }>();
  for (const [name, endpoint] of Object.entries(group.endpoints)) {
    const handle = handlers[name as keyof G["endpoints"]] as unknown as AnyHandler;
    routes.set(`${endpoint.method} ${endpoint.path}`, { endpoint, handle });
  }

  async function answer(event: HttpEvent, context: Context): Promise<APIGatewayProxyStructuredResultV2> {
    const now = deps.clock();
    if (!sameSecret(event.headers[ORIGIN_SECRET_HEADER], deps.originSecret)) {
      throw new AppError("not_through_site", "Use the address of the site, not the API's own.");
    }
    const route = routes.get(calledRoute(event));
    if (route === undefined) throw new AppError("not_found", "There is nothing at this address.");
    const caller = await admit(route.endpoint, event, now);
    const request = {
      ...parseRequest(route.endpoint, event),
      caller,
      context: {
        now,
        requestId: event.requestContext?.requestId ?? context.awsRequestId,
        headers: event.headers,
        cookies: event.cookies ?? [],
        head: isHead(event),
      },
    };
    const result = await route.handle(request);
    const { endpoint } = route;
    return packed(
      endpoint.kind === "page"
        ? pageReply(result as PageReply, isHead(event))
        : jsonReply(endpoint.status, endpoint.returns.parse(result)),
      event,
    );
  }

  async function admit(endpoint: Endpoint, event: HttpEvent, now: Instant): Promise<Caller | undefined> {
    if (endpoint.who === "anyone") return undefined;
    const caller = callerOf(event);
    if (caller === undefined) throw new AppError("not_signed_in", "Sign in and try again.");
    const allowed = endpoint.who.some((role) => caller.roles.includes(role));
    if (!allowed) {
      await deps.onDenied?.(caller, `${endpoint.method} ${endpoint.path}`, event.rawPath, now);
      throw new AppError("not_found", "There is nothing here for you.");
    }
    return caller;
  }

  const packed = (reply: APIGatewayProxyStructuredResultV2, event: HttpEvent) =>
    compressed(reply, event.headers[VIEWER_ENCODINGS_HEADER]);

  const answerErrors: middy.MiddlewareObj<HttpEvent, APIGatewayProxyStructuredResultV2> = {
    onError: (request) => {
      const requestId = request.event.requestContext?.requestId ?? request.context.awsRequestId;
      const known = request.error instanceof AppError ? request.error : undefined;
      if (known === undefined) deps.log.error("request failed", { requestId, error: request.error as Error });
      const error = known ?? new AppError("internal", `This did not reach us whole. Reference ${requestId}.`);
      const called = routes.get(calledRoute(request.event));
      // a path of pages that does not take this method is answered as a page, too
      const page = called === undefined ? isAny(request.event) : called.endpoint.kind === "page";
      request.response = packed(
        page && deps.errorPage !== undefined
          ? pageReply(deps.errorPage(error, requestId), isHead(request.event))
          : problemReply(error, requestId),
        request.event,
      );
    },
  };
  return middy(answer).use(answerErrors);
}

const isAny = (event: HttpEvent) => event.routeKey.startsWith("ANY ");
const isHead = (event: HttpEvent) => isAny(event) && event.requestContext.http.method === "HEAD";

/** Method and path of the endpoint that is called: pages share a route for all methods, and HEAD asks for what GET gives. */
function calledRoute(event: HttpEvent): string {
  if (!isAny(event)) return event.routeKey;
  const method = isHead(event) ? "GET" : event.requestContext.http.method;
  return `${method} ${event.routeKey.slice("ANY ".length)}`;
}

/** The audit record of a role that may not use an endpoint, for {@link HttpDeps.onDenied}. */
export function denials(tables: Tables, auditTable: string): NonNullable<HttpDeps["onDenied"]> {
  return (caller, action, path, now) =>
    recordDenial(
      tables,
      auditTable,
      { actor: { type: "user", id: caller.userId }, action, objectId: path, reason: "role" },
      now,
    );
}
