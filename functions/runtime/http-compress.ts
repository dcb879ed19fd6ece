import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Smaller bodies fit into the first packet anyway, bytes. */
const WORTHWHILE = 1000;
/** Quality at which Brotli packs a page in less than a millisecond; higher ones gain a few per cent at several times that. */
const BROTLI_QUALITY = 5;

/**
 * A reply packed as the viewer can read it, Brotli before gzip; unchanged when it is small, when the viewer reads neither,
 * or when it is packed already. CloudFront does not do it for answers that it may not cache
 * (docs/decisions/0033-functions-compress.md).
 * @param accepted the viewer's Accept-Encoding (RFC 9110, 12.5.3)
 */
export function compressed(
  reply: APIGatewayProxyStructuredResultV2,
  accepted: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { body = "", headers, isBase64Encoded } = reply;
  if (isBase64Encoded || headers?.["content-encoding"] !== undefined) return reply;
  if (Buffer.byteLength(body) < WORTHWHILE) return reply;
  const varied = { ...reply, headers: { ...headers, vary: "accept-encoding" } };
  const encoding = encodingOf(accepted);
  if (encoding === undefined) return varied;
  const packed =
    encoding === "br"
      ? brotliCompressSync(body, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
          },
        })
      : gzipSync(body);
  return {
    ...varied,
    headers: { ...varied.headers, "content-encoding": encoding },
    body: packed.toString("base64"),
    isBase64Encoded: true,
  };
}

/** The better of the encodings that are named and not refused by `q=0`. */
export function encodingOf(accepted: string | undefined): "br" | "gzip" | undefined {
  const offered = new Set(
    (accepted ?? "")
      .toLowerCase()
      .split(",")
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(";")[0]?.trim()),
  );
  return (["br", "gzip"] as const).find((encoding) => offered.has(encoding));
}
