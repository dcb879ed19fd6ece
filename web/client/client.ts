import type * as z from "zod";
import type { ApiGroup, Endpoint, JsonEndpoint, RequestInput } from "../../shared/contracts/endpoint.ts";
import type { Problem } from "../../shared/contracts/errors.ts";
import type { API_GROUPS } from "../../shared/contracts/index.ts";
import { type Effect, effectOf } from "./effect.ts";
import { PATHS } from "./paths.ts";

type Groups = (typeof API_GROUPS)[number];
type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (
  value: infer I,
) => void
  ? I
  : never;
type AllEndpoints = UnionToIntersection<Groups extends ApiGroup<infer E> ? E : never>;
/** Endpoint objects by name. */
export type JsonEndpoints = {
  [Name in keyof AllEndpoints as AllEndpoints[Name] extends JsonEndpoint ? Name : never]: AllEndpoints[Name];
};
type InputOf<E extends Endpoint> = Partial<{
  [Part in keyof RequestInput<E> as undefined extends RequestInput<E>[Part]
    ? Part
    : never]: RequestInput<E>[Part];
}> & {
  [Part in keyof RequestInput<E> as undefined extends RequestInput<E>[Part]
    ? never
    : Part]: RequestInput<E>[Part];
};
type ReturnOf<E> = E extends JsonEndpoint ? z.output<E["returns"]> : never;

/** Name of a JSON endpoint, as in shared/contracts. */
export type CallName = keyof JsonEndpoints & string;
/** What a call takes: `params`, `query` and `body` of the endpoint. */
export type CallInput<Name extends CallName> = JsonEndpoints[Name] extends Endpoint
  ? InputOf<JsonEndpoints[Name]>
  : never;
/** What a call gives. */
export type CallOutput<Name extends CallName> = ReturnOf<JsonEndpoints[Name]>;

/** What the API answered instead of a result: the problem document with its code, field and sentence. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = "ApiProblem";
  }
}

/**
 * No answer that says what became of a call: the line broke, or something failed on the way back. Whatever the call
 * changes may have been changed. A TypeError, as fetch's own is.
 */
export class AnswerLost extends TypeError {
  constructor(
    readonly effect: Effect,
    readonly requestId = "",
    options?: ErrorOptions,
  ) {
    super("no answer says whether this was done", options);
    this.name = "AnswerLost";
  }
}

/** Calls endpoints by name with the types of shared/contracts, and nothing of zod at run time. */
export interface Client {
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
}

/**
 * Makes a client of one site.
 * @param token gives the access token before each call; undefined for the HCP site
 * @throws ApiProblem from `call` when the API refuses, AnswerLost when nobody can say what became of it
 */
export function makeClient(origin: string, token?: () => Promise<string>): Client {
  return {
    call: async (name, input) => {
      const [method, path] = (PATHS as Readonly<Record<string, string>>)[name]?.split(" ") ?? [];
      if (method === undefined || path === undefined)
        throw new Error(`${name} is not in the path table: npm run client-paths`);
      const { params, query, body } = input as { params?: object; query?: object; body?: unknown };
      const address = new URL(fill(path, params ?? {}), origin);
      for (const [key, value] of Object.entries(query ?? {}))
        if (value !== undefined) address.searchParams.set(key, String(value));
      const headers: Record<string, string> = {};
      if (token !== undefined) headers["authorization"] = `Bearer ${await token()}`;
      if (body !== undefined) headers["content-type"] = "application/json";
      const effect = effectOf(name, method);
      const lost = (cause: unknown): never => {
        throw new AnswerLost(effect, "", { cause });
      };
      const response = await fetch(address, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch(lost);
      if (!response.ok) {
        const problem = await problemOf(response).catch(lost);
        if (effect !== "none" && saysNothing(problem)) throw new AnswerLost(effect, problem.requestId);
        throw new ApiProblem(problem);
      }
      return (response.status === 204 ? undefined : await response.json().catch(lost)) as never;
    },
  };
}

const NOT_OURS = "about:blank";

/** Whether a failure leaves open what was done: one of a gateway, or one in the middle of our own work. */
function saysNothing({ status, type, code }: Problem): boolean {
  return status >= 500 && (type === NOT_OURS || code === "internal");
}

/** The problem document, or one made from the status where something before the API answered. */
async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get("content-type")?.includes("json") === true) {
    const said = (await response.json()) as Partial<Problem>;
    if (said.code !== undefined) return said as Problem;
  }
  return {
    type: NOT_OURS,
    title: "This is not available at the moment",
    status: response.status,
    code: response.status === 401 ? "not_signed_in" : "unavailable",
    detail: "The answer did not come from Invito. Nothing was changed.",
    requestId: response.headers.get("x-amz-cf-id") ?? response.headers.get("apigw-requestid") ?? "",
  };
}

function fill(path: string, params: object): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
}
