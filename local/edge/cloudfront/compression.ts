/** Whether and how CloudFront compresses an answer for a viewer. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type HeaderList, headerValue, withHeader, withoutHeaders } from "../http-message.ts";

export type Encoding = "br" | "gzip";

/** The encoding to use, Brotli before gzip, or undefined: wrong size, type or status, or already encoded. */
export function encodingFor(
  acceptEncoding: string | undefined,
  status: number,
  headers: HeaderList,
  bytes: number,
): Encoding | undefined {
  if (![200, 403, 404].includes(status) || bytes < 1_000 || bytes > 10_000_000) return undefined;
  if (headerValue(headers, "content-encoding") !== undefined) return undefined;
  const type = (headerValue(headers, "content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!COMPRESSED_TYPES.has(type)) return undefined;
  const accepted = new Map(
    (acceptEncoding ?? "").split(",").map((part) => {
      const [name = "", ...parameters] = part.trim().toLowerCase().split(";");
      return [name.trim(), !parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))];
    }),
  );
  if (accepted.get("br")) return "br";
  return accepted.get("gzip") ? "gzip" : undefined;
}

/** The compressed body and its headers: a strong ETag turns weak, as the bytes differ from the origin's. */
export async function compressed(
  encoding: Encoding,
  headers: HeaderList,
  body: Buffer,
): Promise<{ headers: HeaderList; body: Buffer }> {
  const packed =
    encoding === "br"
      ? await promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : await promisify(gzip)(body, { level: 6 });
  const etag = headerValue(headers, "etag");
  let changed = withHeader(
    withoutHeaders(headers, "content-length", "accept-ranges"),
    "content-encoding",
    encoding,
  );
  if (etag && !etag.startsWith("W/")) changed = withHeader(changed, "etag", `W/${etag}`);
  return { headers: [...changed, ["vary", "Accept-Encoding"]], body: packed };
}

/** CloudFront's list, shortened to what browsers are sent here. */
const COMPRESSED_TYPES = new Set([
  "application/javascript",
  "application/json",
  "application/manifest+json",
  "application/rss+xml",
  "application/vnd.apple.mpegurl",
  "application/vnd.ms-fontobject",
  "application/wasm",
  "application/xhtml+xml",
  "application/xml",
  "application/x-javascript",
  "application/x-mpegurl",
  "font/eot",
  "font/opentype",
  "font/otf",
  "font/ttf",
  "image/svg+xml",
  "text/css",
  "text/csv",
  "text/html",
  "text/javascript",
  "text/js",
  "text/plain",
  "text/vtt",
  "text/xml",
]);
