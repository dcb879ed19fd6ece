import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type * as z from "zod";
import type { Endpoint } from "../../shared/contracts/endpoint.ts";
import { AppError } from "../../shared/contracts/errors.ts";

/** Largest body that any endpoint takes, bytes. Files never pass here: they go straight to S3. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Parses a request by its endpoint object.
 * @throws AppError invalid_request naming the first field, too_large, unsupported_media_type
 */
export function parseRequest(endpoint: Endpoint, event: APIGatewayProxyEventV2) {
  return {
    params: parsePart("path", endpoint.params, () => event.pathParameters ?? {}),
    query: parsePart("query", endpoint.query, () =>
      Object.fromEntries(new URLSearchParams(event.rawQueryString)),
    ),
    body: parsePart("body", endpoint.body, () => readBody(endpoint, event)),
  };
}

function parsePart(place: string, schema: z.ZodType | undefined, given: () => unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(given());
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    field: [place, ...issue.path].join("."),
    message: issue.message,
  }));
  const first = errors[0] ?? { field: place, message: "is not valid" };
  throw new AppError("invalid_request", `${first.field}: ${first.message}.`, { field: first.field, errors });
}

function readBody(endpoint: Endpoint, event: APIGatewayProxyEventV2): unknown {
  const sent = event.body ?? "";
  const text = event.isBase64Encoded ? Buffer.from(sent, "base64").toString("utf8") : sent;
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BODY_BYTES) {
    throw new AppError("too_large", `The body has ${bytes} bytes; at most ${MAX_BODY_BYTES} are accepted.`);
  }
  const type = (event.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (endpoint.kind === "page") {
    // a form without fields: browsers send it with a type, mail clients and proxies may not
    if (text === "") return {};
    if (type !== "application/x-www-form-urlencoded") throw unsupported("application/x-www-form-urlencoded");
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (type !== "application/json") throw unsupported("application/json");
  try {
    return JSON.parse(text, wholeCharacters);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause, field: "body" });
  }
}

/** Half a character, such as `"\ud800"`, is no text: nothing stores it (RFC 7493). */
function wholeCharacters(_key: string, value: unknown): unknown {
  if (typeof value === "string" && /\p{Cs}/u.test(value)) throw new SyntaxError("half a character");
  return value;
}

function unsupported(wanted: string): AppError {
  return new AppError("unsupported_media_type", `Send the body as ${wanted}.`, {
    field: "header.content-type",
  });
}
