/** Reads a raw e-mail (RFC 5322 with MIME): headers, subject and the readable parts. */

export interface MimeMessage {
  /** Lower-case names; a repeated header's values are joined by a line break. Values are decoded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Never throws: what cannot be understood is left out, as a mail reader does. */
export function readMime(raw: Buffer): MimeMessage {
  const message = splitPart(raw);
  const found: { text?: string; html?: string } = {};
  collect(message, found, 0);
  const headers = Object.fromEntries([...message.headers].map(([name, value]) => [name, decodeWords(value)]));
  const { subject } = headers;
  return { headers, ...(subject === undefined ? {} : { subject }), ...found };
}

/** Encoded words (RFC 2047) as text; white space between two of them is no content. */
export function decodeWords(value: string): string {
  return value
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?[^?]+\?[bq]\?)/gi, "$1")
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_word, charset: string, kind: string, text: string) =>
      decodeCharset(
        kind.toLowerCase() === "b"
          ? Buffer.from(text, "base64")
          : fromQuotedPrintable(Buffer.from(text.replaceAll("_", " "), "latin1")),
        charset.split("*")[0] ?? "utf-8",
      ),
    );
}

/** Quoted-printable (RFC 2045 §6.7) to bytes; a malformed escape stays as it is. */
export function fromQuotedPrintable(encoded: Buffer): Buffer {
  const text = encoded
    .toString("latin1")
    .replace(/[ \t]+(?=\r?\n)/g, "")
    .replace(/=\r?\n/g, "");
  return Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

function collect(part: Part, found: { text?: string; html?: string }, depth: number): void {
  const type = parameters(part.headers.get("content-type") ?? "text/plain");
  const boundary = type.values.get("boundary");
  if (type.value.startsWith("multipart/") && boundary && depth < 10) {
    for (const inner of splitMultipart(part.body, boundary)) collect(splitPart(inner), found, depth + 1);
    return;
  }
  const isAttachment = parameters(part.headers.get("content-disposition") ?? "").value === "attachment";
  if (isAttachment) return;
  const text = () => decodeCharset(decodeTransfer(part), type.values.get("charset") ?? "utf-8");
  if (type.value === "text/plain" && found.text === undefined) found.text = text();
  if (type.value === "text/html" && found.html === undefined) found.html = text();
}

function splitPart(raw: Buffer): Part {
  const source = raw.toString("latin1");
  const separator = /\r?\n\r?\n/.exec(source);
  const startsEmpty = /^\r?\n/.exec(source);
  const end = startsEmpty ? 0 : (separator?.index ?? source.length);
  const bodyAt = startsEmpty ? startsEmpty[0].length : end + (separator?.[0].length ?? 0);
  const headers = new Map<string, string>();
  // Headers may hold raw UTF-8 (RFC 6532).
  for (const line of raw
    .subarray(0, end)
    .toString("utf8")
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)) {
    const cut = line.indexOf(":");
    if (cut <= 0) continue;
    const name = line.slice(0, cut).trim().toLowerCase();
    const value = line.slice(cut + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name)}\n${value}` : value);
  }
  return { headers, body: raw.subarray(bodyAt) };
}

function splitMultipart(body: Buffer, boundary: string): readonly Buffer[] {
  const source = body.toString("latin1");
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pieces = source.split(new RegExp(`(?:^|\\r?\\n)--${escaped}(--)?[ \\t]*(?:\\r?\\n|$)`));
  const parts: Buffer[] = [];
  // split() interleaves the captured closing mark: text, mark, text, mark …
  for (let index = 2; index < pieces.length; index += 2) {
    if (pieces[index - 1] === "--") break;
    parts.push(Buffer.from(pieces[index] ?? "", "latin1"));
  }
  return parts;
}

function decodeTransfer(part: Part): Buffer {
  const encoding = (part.headers.get("content-transfer-encoding") ?? "7bit").toLowerCase();
  if (encoding === "base64") return Buffer.from(part.body.toString("latin1"), "base64");
  return encoding === "quoted-printable" ? fromQuotedPrintable(part.body) : part.body;
}

function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

function parameters(header: string): { value: string; values: ReadonlyMap<string, string> } {
  const values = new Map<string, string>();
  for (const [, name = "", quoted, bare] of header.matchAll(
    /;\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/g,
  ))
    values.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
  return { value: (header.split(";")[0] ?? "").trim().toLowerCase(), values };
}
