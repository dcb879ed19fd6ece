/** The event of a CloudFront function (runtime cloudfront-js-2.0) and the way back from what it returns. */
import * as z from "zod";
import { cookiePairs, type EdgeRequest, type EdgeResponse, type HeaderList } from "../http-message.ts";

const Value = z.object({
  value: z.coerce.string(),
  multiValue: z.array(z.object({ value: z.coerce.string() })).optional(),
  attributes: z.string().optional(),
});
type Value = z.infer<typeof Value>;
type Values = Readonly<Record<string, Value>>;

const ReturnedRequest = z.object({
  method: z.string(),
  uri: z.string().startsWith("/"),
  querystring: z.union([z.string(), z.record(z.string(), Value)]).default({}),
  headers: z.record(z.string(), Value).default({}),
  cookies: z.record(z.string(), Value).default({}),
});
const ReturnedResponse = z.object({
  statusCode: z.number().int().min(100).max(599),
  statusDescription: z.string().optional(),
  headers: z.record(z.string(), Value).default({}),
  cookies: z.record(z.string(), Value).default({}),
  body: z
    .union([z.string(), z.object({ encoding: z.enum(["text", "base64"]), data: z.string() })])
    .optional(),
});

export interface FunctionContext {
  readonly distributionDomainName: string;
  readonly distributionId: string;
  readonly requestId: string;
}

/** The event of a viewer request, or of a viewer response when `response` is given. */
export function functionEvent(request: EdgeRequest, context: FunctionContext, response?: EdgeResponse) {
  return {
    version: "1.0",
    context: { ...context, eventType: response ? "viewer-response" : "viewer-request" },
    viewer: { ip: request.sourceIp },
    request: {
      method: request.method,
      uri: request.path,
      querystring: valuesOf([...new URLSearchParams(request.query)]),
      headers: valuesOf(request.headers.filter(([name]) => name !== "cookie")),
      cookies: valuesOf(cookiePairs(request.headers).map(splitPair)),
    },
    ...(response
      ? {
          response: {
            statusCode: response.status,
            statusDescription: "",
            headers: valuesOf(response.headers.filter(([name]) => name !== "set-cookie")),
            cookies: setCookies(response.headers),
          },
        }
      : {}),
  };
}

/** What a viewer-request function returned: a response to send at once, or the request to go on with. Throws ZodError. */
export function afterViewerRequest(
  returned: unknown,
  request: EdgeRequest,
): { readonly response: EdgeResponse } | { readonly request: EdgeRequest } {
  if (typeof returned === "object" && returned !== null && "statusCode" in returned)
    return { response: responseFrom(returned, Buffer.alloc(0)) };
  const changed = ReturnedRequest.parse(returned);
  const cookies = pairsOf(changed.cookies).map(([name, value]) => `${name}=${value}`);
  return {
    request: {
      ...request,
      path: changed.uri,
      query:
        typeof changed.querystring === "string"
          ? changed.querystring
          : pairsOf(changed.querystring)
              .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
              .join("&"),
      headers: [
        ...pairsOf(changed.headers).map(([name, value]) => [name.toLowerCase(), value] as const),
        ...(cookies.length > 0 ? [["cookie", cookies.join("; ")] as const] : []),
      ],
    },
  };
}

/** What a viewer-response function returned; the origin's body stays unless it gave one. Throws ZodError. */
export function afterViewerResponse(returned: unknown, response: EdgeResponse): EdgeResponse {
  return responseFrom(returned, response.body);
}

function responseFrom(returned: unknown, body: EdgeResponse["body"]): EdgeResponse {
  const parsed = ReturnedResponse.parse(returned);
  const given = parsed.body;
  const cookies = pairsWithAttributes(parsed.cookies);
  return {
    status: parsed.statusCode,
    headers: [
      ...pairsOf(parsed.headers).map(([name, value]) => [name.toLowerCase(), value] as const),
      ...cookies.map((cookie) => ["set-cookie", cookie] as const),
    ],
    body:
      given === undefined
        ? body
        : typeof given === "string"
          ? Buffer.from(given)
          : Buffer.from(given.data, given.encoding === "base64" ? "base64" : "utf8"),
  };
}

function valuesOf(pairs: HeaderList): Values {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  return Object.fromEntries(
    [...grouped].map(([name, values]) => [
      name,
      {
        value: values[0] ?? "",
        ...(values.length > 1 ? { multiValue: values.map((value) => ({ value })) } : {}),
      },
    ]),
  );
}

function setCookies(headers: HeaderList): Values {
  const cookies = headers.filter(([name]) => name === "set-cookie").map(([, value]) => value);
  return Object.fromEntries(
    cookies.map((cookie) => {
      const [pair = "", ...attributes] = cookie.split(";");
      const [name, value] = splitPair(pair);
      return [name, { value, ...(attributes.length > 0 ? { attributes: attributes.join(";").trim() } : {}) }];
    }),
  );
}

function pairsOf(values: Values): [string, string][] {
  return Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one): [string, string] => [name, one.value]),
  );
}

function pairsWithAttributes(values: Values): string[] {
  return Object.entries(values).map(
    ([name, { value, attributes }]) => `${name}=${value}${attributes ? `; ${attributes}` : ""}`,
  );
}

function splitPair(pair: string): [string, string] {
  const cut = pair.indexOf("=");
  return cut < 0 ? [pair, ""] : [pair.slice(0, cut), pair.slice(cut + 1)];
}
