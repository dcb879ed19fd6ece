import * as z from "zod";
import type { ApiGroup, Endpoint } from "../../shared/contracts/endpoint.ts";
import { ERRORS, Problem } from "../../shared/contracts/errors.ts";

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1 takes JSON Schema as it is; what JSON cannot express (a refinement's code) is left out. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  });
  return rest;
}

function parametersOf(endpoint: Endpoint): Json[] {
  const list = (fields: z.ZodObject | undefined, place: "path" | "query"): Json[] =>
    Object.entries(fields?.shape ?? {}).map(([name, schema]) => ({
      name,
      in: place,
      required: place === "path" || !(schema as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(schema as z.ZodType, "input"),
    }));
  return [...list(endpoint.params, "path"), ...list(endpoint.query, "query")];
}

function problem(description: string): Json {
  return {
    description,
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

/** The codes an endpoint names, and those any endpoint may answer, grouped by status. */
function errorResponses(endpoint: Endpoint): Json {
  const own = endpoint.kind === "json" ? (endpoint.errors ?? []) : [];
  const always = ["invalid_request", "too_many_requests", "internal"] as const;
  const signedIn = endpoint.who === "anyone" ? [] : (["not_signed_in", "not_found"] as const);
  const withBody = endpoint.body === undefined ? [] : (["too_large", "unsupported_media_type"] as const);
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...own, ...always, ...signedIn, ...withBody])) {
    const { status, title } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${code}: ${title}`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, lines]) => [String(status), problem(lines.join(". "))]),
  );
}

function operationOf(name: string, endpoint: Endpoint, group: ApiGroup): Json {
  const parameters = parametersOf(endpoint);
  const type = endpoint.kind === "json" ? "application/json" : "application/x-www-form-urlencoded";
  const answer: Json =
    endpoint.kind === "page"
      ? { 200: { description: "The page", content: { "text/html": { schema: { type: "string" } } } } }
      : {
          [endpoint.status]: {
            description: endpoint.summary,
            ...(endpoint.status === 204
              ? {}
              : { content: { "application/json": { schema: schemaOf(endpoint.returns, "output") } } }),
          },
        };
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [group.entry.split("/")[0]],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(endpoint.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { [type]: { schema: schemaOf(endpoint.body, "input") } } },
        }),
    ...(endpoint.who === "anyone"
      ? { security: [] }
      : { security: [{ signIn: [] }], description: `For ${endpoint.who.join(", ")}.` }),
    responses: { ...answer, ...errorResponses(endpoint) },
  };
}

/** The OpenAPI 3.1 document of all API groups, both sites; a group's site is its server. */
export function openApiDocument(groups: readonly ApiGroup[]): Json {
  const paths = new Map<string, Record<string, Json>>();
  for (const group of groups) {
    for (const [name, endpoint] of Object.entries(group.endpoints)) {
      const path = paths.get(endpoint.path) ?? {};
      path[endpoint.method.toLowerCase()] = operationOf(name, endpoint, group);
      paths.set(endpoint.path, path);
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Invito",
      version: "1",
      description:
        "Paths below /api belong to the app site and take a bearer access token; all others belong to the HCP site. Errors are RFC 9457 problem JSON with a stable code; what API Gateway refuses itself (no valid token, no such route, too many requests) has only a message. Somebody without the role or the territory gets 404.",
    },
    paths: Object.fromEntries([...paths].sort(([a], [b]) => a.localeCompare(b))),
    components: {
      schemas: { Problem: schemaOf(Problem, "output") },
      securitySchemes: { signIn: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}
