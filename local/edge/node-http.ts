/** Between Node's sockets and the edge's in-memory messages. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { EdgeHandler, EdgeRequest, EdgeResponse, HeaderList } from "./http-message.ts";
import { requestUrl } from "./request-url.ts";

/** What one API Gateway request may carry; larger bodies are drained and marked `bodyTooLarge`. */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Reads a request completely. Rejects when the client goes away before it was sent. */
export async function readEdgeRequest(
  request: IncomingMessage,
  limit = BODY_LIMIT_BYTES,
): Promise<EdgeRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  const [path, query] = splitTarget(request.url ?? "/");
  return {
    method: request.method ?? "GET",
    path,
    query,
    headers: headerPairs(request.rawHeaders),
    body: size > limit ? Buffer.alloc(0) : Buffer.concat(chunks),
    bodyTooLarge: size > limit,
    sourceIp: (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, ""),
    sourcePort: request.socket.remotePort ?? 0,
  };
}

/** Sends a response; a body stream is destroyed when the client leaves early. */
export async function sendEdgeResponse(response: ServerResponse, answer: EdgeResponse): Promise<void> {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of answer.headers) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  response.statusCode = answer.status;
  for (const [name, values] of grouped)
    response.setHeader(name, name === "set-cookie" ? values : values.join(", "));
  if (Buffer.isBuffer(answer.body)) {
    if (!grouped.has("content-length") && answer.status !== 204 && answer.status !== 304)
      response.setHeader("content-length", answer.body.length);
    response.end(answer.body);
    return;
  }
  try {
    await pipeline(answer.body, response);
  } catch {
    response.destroy();
  }
}

/** A Node request listener around an edge handler; what it throws becomes a bare 500. */
export function serveEdge(handler: EdgeHandler, warn: (message: string) => void) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await sendEdgeResponse(response, await handler(await readEdgeRequest(request)));
    } catch (cause) {
      if (request.destroyed && !request.complete) return;
      warn(`edge: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    }
  };
}

function splitTarget(target: string): [path: string, query: string] {
  const cut = target.indexOf("?");
  const url = cut < 0 ? target : target.slice(0, cut);
  const query = cut < 0 ? "" : target.slice(cut + 1);
  // The URL parser removes dot segments and encodes what a path may not hold, as both AWS services do.
  return [requestUrl({ url }).pathname, query];
}

function headerPairs(raw: readonly string[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([(raw[index] ?? "").toLowerCase(), raw[index + 1] ?? ""]);
  return pairs;
}
