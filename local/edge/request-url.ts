import type { IncomingMessage } from "node:http";

/**
 * The target of a request at this origin. A path may begin with two slashes, which a URL parser takes for the beginning of
 * another host; what it cannot read at all is the root.
 */
export function requestUrl({ url = "/" }: Pick<IncomingMessage, "url">, origin = "http://127.0.0.1"): URL {
  const target = url.startsWith("/") ? `${origin}${url}` : url;
  return new URL(URL.canParse(target, origin) ? target : "/", origin);
}
