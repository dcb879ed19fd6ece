/** The bytes to send: both ends inclusive, as in a Content-Range. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Decides what a `Range` header asks of an object of `size` bytes.
 * S3 ignores what it cannot read and several ranges at once (`whole`); a range behind the end is `unsatisfiable`.
 */
export function readRange(header: string | undefined, size: number): ByteRange | "whole" | "unsatisfiable" {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (!match || (first === "" && last === "")) return "whole";
  if (first === "") {
    const length = Number(last);
    if (length === 0 || size === 0) return "unsatisfiable";
    return { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return "whole";
  if (start >= size) return "unsatisfiable";
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
