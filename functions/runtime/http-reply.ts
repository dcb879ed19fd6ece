import { createHash } from "node:crypto";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type AppError, ERRORS, type Problem } from "../../shared/contracts/errors.ts";

/** What a page handler returns. `location` makes it a 303 redirect. */
export interface PageReply {
  readonly status: number;
  readonly html?: string;
  /** A file to keep instead of a page. */
  readonly file?: { readonly name: string; readonly type: string; readonly text: string };
  readonly location?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/**
 * Headers of every response (domain-rules 3.2). CloudFront's header policy adds HSTS and the rest for every path; these
 * belong to what the function itself knows.
 */
const ALWAYS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex, nofollow",
} as const;

/** A JSON response; undefined gives an empty body. */
export function jsonReply(status: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status, headers: { ...ALWAYS } };
  return {
    statusCode: status,
    headers: { ...ALWAYS, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(body),
  };
}

/**
 * The strict policy of an HCP page: its one inline style sheet by hash, scripts, pictures and films from the same
 * site only, no frame around it, no third party at all (domain-rules 3.2).
 */
export function contentSecurityPolicy(html: string): string {
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1];
  const styleSource =
    style === undefined ? "'none'" : `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "script-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** An HTML response or a 303 redirect; for HEAD its headers alone. */
export function pageReply(reply: PageReply, head = false): APIGatewayProxyStructuredResultV2 {
  const result: APIGatewayProxyStructuredResultV2 = {
    statusCode: reply.location === undefined ? reply.status : 303,
    headers: {
      ...ALWAYS,
      ...(reply.html === undefined
        ? {}
        : {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": contentSecurityPolicy(reply.html),
          }),
      ...(reply.file === undefined
        ? {}
        : {
            "content-type": reply.file.type,
            "content-disposition": `attachment; filename="${reply.file.name}"`,
          }),
      ...(reply.location === undefined ? {} : { location: reply.location }),
      ...reply.headers,
    },
    body: head ? "" : (reply.html ?? reply.file?.text ?? ""),
  };
  if (reply.cookies !== undefined) result.cookies = [...reply.cookies];
  return result;
}

/** RFC 9457 problem JSON of an error that the caller may be told. */
export function problemReply(error: AppError, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { status, title } = ERRORS[error.code];
  const problem: Problem = {
    type: `urn:invito:error:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.detail,
    requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.errors === undefined ? {} : { errors: [...error.errors] }),
  };
  return {
    statusCode: status,
    headers: { ...ALWAYS, "content-type": "application/problem+json; charset=utf-8" },
    body: JSON.stringify(problem),
  };
}
