type Headers = Readonly<Record<string, string | undefined>>;

/** What conditions are compared with. */
export interface Validators {
  /** Without quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

function etagMatches(header: string, etag: string): boolean {
  return header.split(",").some((candidate) => {
    const bare = candidate
      .trim()
      .replace(/^W\//, "")
      .replace(/^"(.*)"$/, "$1");
    return bare === "*" || bare === etag;
  });
}

/** HTTP dates have whole seconds: an object changed within the same second counts as not modified since. */
const seconds = (ms: number): number => Math.floor(ms / 1000);

/**
 * Conditions of GET, HEAD and of a copy's source (`prefix` "x-amz-copy-source-").
 * If-Match wins over If-Unmodified-Since and If-None-Match over If-Modified-Since, as S3 documents.
 */
export function readCondition(
  headers: Headers,
  current: Validators,
  prefix = "",
): "proceed" | "not modified" | "failed" {
  const match = headers[`${prefix}if-match`];
  const noneMatch = headers[`${prefix}if-none-match`];
  const modifiedSince = Date.parse(headers[`${prefix}if-modified-since`] ?? "");
  const unmodifiedSince = Date.parse(headers[`${prefix}if-unmodified-since`] ?? "");
  if (match !== undefined) {
    if (!etagMatches(match, current.etag)) return "failed";
  } else if (seconds(current.lastModified) > seconds(unmodifiedSince)) return "failed";
  if (noneMatch !== undefined) {
    if (etagMatches(noneMatch, current.etag)) return "not modified";
  } else if (seconds(current.lastModified) <= seconds(modifiedSince)) return "not modified";
  return "proceed";
}

/** Conditions of a write against what the key holds now (undefined: nothing). */
export function writeCondition(
  headers: Headers,
  current: Validators | undefined,
): "proceed" | "missing" | "failed" {
  const match = headers["if-match"];
  const noneMatch = headers["if-none-match"];
  if (match !== undefined) {
    if (!current) return "missing";
    if (!etagMatches(match, current.etag)) return "failed";
  }
  if (noneMatch !== undefined && current && etagMatches(noneMatch, current.etag)) return "failed";
  return "proceed";
}
