/** Turns an object at the edge into this viewer's response: conditions, ranges, policy headers. */
import {
  type EdgeRequest,
  type EdgeResponse,
  headerValue,
  withHeader,
  withoutHeaders,
} from "../http-message.ts";
import type { Behaviour } from "./behaviour.ts";
import { byteRange } from "./byte-range.ts";

/** Applies If-None-Match, If-Modified-Since and Range to a whole 200 answer. */
export function conditioned(request: EdgeRequest, response: EdgeResponse & { body: Buffer }): EdgeResponse {
  if (notModified(request, response))
    return {
      status: 304,
      headers: withoutHeaders(response.headers, "content-length", "content-type"),
      body: Buffer.alloc(0),
    };
  const headers = withHeader(response.headers, "accept-ranges", "bytes");
  const length = response.body.length;
  const range = rangeStillValid(request, response)
    ? byteRange(headerValue(request.headers, "range"), length)
    : "whole";
  if (range === "whole") return { ...response, headers };
  if (range === "unsatisfiable")
    return {
      status: 416,
      headers: [...withoutHeaders(headers, "content-length"), ["content-range", `bytes */${length}`]],
      body: Buffer.alloc(0),
    };
  const part = response.body.subarray(range.first, range.last + 1);
  return {
    status: 206,
    headers: [
      ...withHeader(headers, "content-length", String(part.length)),
      ["content-range", `bytes ${range.first}-${range.last}/${length}`],
    ],
    body: part,
  };
}

/** The headers of the behaviour's response headers policy; `override` replaces what the origin sent. */
export function withPolicyHeaders(response: EdgeResponse, behaviour: Behaviour): EdgeResponse {
  let headers = withoutHeaders(
    response.headers,
    ...behaviour.removeHeaders.map((name) => name.toLowerCase()),
  );
  for (const { name, value, override } of behaviour.responseHeaders) {
    const lower = name.toLowerCase();
    if (override || headerValue(headers, lower) === undefined) headers = withHeader(headers, lower, value);
  }
  return { ...response, headers };
}

function notModified(request: EdgeRequest, response: EdgeResponse): boolean {
  const etag = headerValue(response.headers, "etag");
  const wanted = headerValue(request.headers, "if-none-match");
  if (wanted !== undefined)
    return (
      wanted.trim() === "*" || (etag !== undefined && wanted.split(",").some((one) => sameTag(one, etag)))
    );
  const since = Date.parse(headerValue(request.headers, "if-modified-since") ?? "");
  const modified = Date.parse(headerValue(response.headers, "last-modified") ?? "");
  return modified <= since;
}

function rangeStillValid(request: EdgeRequest, response: EdgeResponse): boolean {
  const condition = headerValue(request.headers, "if-range");
  if (condition === undefined) return true;
  return (
    condition === headerValue(response.headers, "etag") ||
    condition === headerValue(response.headers, "last-modified")
  );
}

function sameTag(left: string, right: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return bare(left) === bare(right);
}
