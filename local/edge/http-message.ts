/** One HTTP message as the edge passes it along in memory: no sockets, duplicates and order kept. */
import type { Readable } from "node:stream";

/** Name and value pairs in the order received; names are lower-case, repeated headers are repeated pairs. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface EdgeRequest {
  readonly method: string;
  /** Path as sent, percent-encoded, dot segments removed. */
  readonly path: string;
  /** Query string as sent, without the question mark. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** The body went over the reader's limit; `body` is then empty. */
  readonly bodyTooLarge: boolean;
  readonly sourceIp: string;
  readonly sourcePort: number;
}

export interface EdgeResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer | Readable;
}

export type EdgeHandler = (request: EdgeRequest) => Promise<EdgeResponse>;

/** The value of a header; repeated ones are joined as HTTP allows. undefined when absent. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(name === "cookie" ? "; " : ",");
}

/** The list without the named headers (lower-case names). */
export function withoutHeaders(headers: HeaderList, ...names: readonly string[]): HeaderList {
  return headers.filter(([key]) => !names.includes(key));
}

/** The list with exactly this one value for the name. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  return [...withoutHeaders(headers, name), [name, value]];
}

/** `name=value` pairs of all Cookie headers, in order, untouched. */
export function cookiePairs(headers: HeaderList): readonly string[] {
  return headers
    .filter(([key]) => key === "cookie")
    .flatMap(([, value]) => value.split(";"))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");
}

/** Headers that belong to one connection and are never passed on (RFC 9110 §7.6.1). */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
