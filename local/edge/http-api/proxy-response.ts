/** What API Gateway makes of a function's answer, payload format 2.0. */
import * as z from "zod";
import type { EdgeResponse } from "../http-message.ts";

const Structured = z.looseObject({
  statusCode: z.union([z.number(), z.string().regex(/^\d{3}$/)]).transform(Number),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A message of API Gateway's own, such as `{"message":"Not Found"}`. */
export function gatewayMessage(
  status: number,
  message: string,
  headers: readonly (readonly [string, string])[] = [],
): EdgeResponse {
  return {
    status,
    headers: [["content-type", "application/json"], ...headers],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * A payload without `statusCode` is the body itself, sent as 200 JSON; with one, status, headers, cookies and body
 * are taken from it. A malformed answer is API Gateway's 500.
 */
export function responseOf(payload: unknown): EdgeResponse {
  if (!isStructured(payload)) return inferred(payload);
  const parsed = Structured.safeParse(payload);
  if (!parsed.success || parsed.data.statusCode < 200 || parsed.data.statusCode > 599)
    return gatewayMessage(500, "Internal Server Error");
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const pairs: [string, string][] = Object.entries(headers ?? {})
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !OWNED_BY_GATEWAY.has(name));
  if (!pairs.some(([name]) => name === "content-type") && statusCode !== 204 && statusCode !== 304)
    pairs.push(["content-type", "text/plain;charset=utf-8"]);
  for (const cookie of cookies ?? []) pairs.push(["set-cookie", cookie]);
  return {
    status: statusCode,
    headers: pairs,
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

/** API Gateway computes these itself. */
const OWNED_BY_GATEWAY = new Set(["connection", "content-length", "transfer-encoding", "upgrade"]);

function isStructured(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && "statusCode" in payload;
}

function inferred(payload: unknown): EdgeResponse {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload ?? null);
  return { status: 200, headers: [["content-type", "application/json"]], body: Buffer.from(text) };
}
