import * as z from "zod";
import type { Role } from "../model/roles.ts";
import type { ErrorCode } from "./errors.ts";

/** Who may call: anyone on the HCP site, or a signed-in person with one of the roles. Absent roles are denied. */
export type Who = "anyone" | readonly [Role, ...Role[]];

type Schema = z.ZodType;

/**
 * One JSON endpoint, written once and read four times: the Lambda router serves it, infra routes and authorizes it,
 * web/client calls it with types, the OpenAPI page documents it.
 */
export interface JsonEndpoint {
  readonly kind: "json";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `{name}` parameters, e.g. `/api/hcps/{hcpId}`. */
  readonly path: string;
  readonly who: Who;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Schema;
  readonly status: 200 | 201 | 202 | 204;
  readonly returns: Schema;
  readonly errors?: readonly ErrorCode[];
}

/** One page or form of the HCP site: answers HTML (or a redirect) and takes form fields. */
export interface PageEndpoint {
  readonly kind: "page";
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly who: "anyone";
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Fields of an application/x-www-form-urlencoded body. */
  readonly body?: z.ZodObject;
}

export type Endpoint = JsonEndpoint | PageEndpoint;

/**
 * The route of an endpoint. Pages of one path share a route for every method: what can be opened can also be asked for by
 * HEAD (domain-rules 3.4: scanners do, and must get what GET gives, without a body), and a path costs one route.
 */
export function routeKeyOf({ kind, method, path }: Endpoint): string {
  return kind === "page" ? `ANY ${path}` : `${method} ${path}`;
}

/** The endpoints that one entry point serves. `entry` is `<capability>/<file>` of `<file>.lambda.ts`. */
export interface ApiGroup<Endpoints extends Record<string, Endpoint> = Record<string, Endpoint>> {
  readonly entry: string;
  readonly site: "app" | "hcp";
  readonly endpoints: Endpoints;
}

/** Declares the endpoints of one entry point; the literal types are kept for the router and the client. */
export function apiGroup<const Endpoints extends Record<string, Endpoint>>(
  group: ApiGroup<Endpoints>,
): ApiGroup<Endpoints> {
  return group;
}

type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
type InputOf<S> = S extends Schema ? z.input<S> : undefined;

/** What a handler gets after parsing: trusted values. */
export type ParsedRequest<E extends Endpoint> = {
  readonly params: OutputOf<E["params"]>;
  readonly query: OutputOf<E["query"]>;
  readonly body: OutputOf<E["body"]>;
};
/** What a client has to give. */
export type RequestInput<E extends Endpoint> = {
  readonly params: InputOf<E["params"]>;
  readonly query: InputOf<E["query"]>;
  readonly body: InputOf<E["body"]>;
};
/** What a handler returns before it is parsed outwards. */
export type ReturnInput<E extends Endpoint> = E extends JsonEndpoint ? z.input<E["returns"]> : never;

/** For endpoints without a response body. */
export const Nothing = z.undefined();

/** Paging by opaque cursor, the same everywhere. `limit` is 1 to 100. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(2000).optional(),
});
/** A page of items; `cursor` is absent on the last page. */
export function pageOf<Item extends Schema>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().optional() });
}
