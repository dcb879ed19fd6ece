import { encodedWords, mailbox } from "../runtime/mailbox.ts";

/** What a mail is made of before it is bytes. */
export interface MailParts {
  readonly fromName: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further headers, ASCII, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Longest line of a header or a body that no gateway breaks (RFC 5322 2.1.1, RFC 2045 6.7). */
const LINE = 76;

/**
 * Two characters that neither encoding can write in a row begin the boundary, so that no part can hold it (RFC 2045 6.7).
 */
const BOUNDARY = "=_invito_alternative";

/**
 * Pure: a mail as the bytes that are signed and sent (RFC 5322, 2045 to 2047): the plain part first, because readers
 * take the last that they understand. Everything is ASCII and no line is longer than 76, but for a header's single
 * word; a line break in a value cannot begin another header. The provider adds its own Message-ID.
 */
export function rawMail(mail: MailParts, at: Date): string {
  const header = [
    fold("From", mailbox(mail.fromName, mail.from)),
    fold("To", oneLine(mail.to)),
    fold("Subject", headerText(mail.subject)),
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    ...mail.headers.map(([name, value]) => fold(name, oneLine(value))),
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${BOUNDARY}"`,
  ];
  return [
    ...header,
    "",
    ...partOf("plain", mail.text),
    ...partOf("html", mail.html),
    `--${BOUNDARY}--`,
    "",
  ].join("\r\n");
}

function partOf(type: "plain" | "html", content: string): string[] {
  const { encoding, lines } = encoded(content);
  return [
    `--${BOUNDARY}`,
    `Content-Type: text/${type}; charset=UTF-8`,
    `Content-Transfer-Encoding: ${encoding}`,
    "",
    ...lines,
  ];
}

/** Quoted-printable, which people and filters can read, unless it is much longer than base64: for other scripts. */
function encoded(content: string): { readonly encoding: string; readonly lines: readonly string[] } {
  const quoted = quotedPrintable(content);
  const bytes = Buffer.from(content.replace(/\r\n|\r|\n/g, "\r\n"), "utf8");
  const base64 = bytes.toString("base64").match(new RegExp(`.{1,${LINE}}`, "g")) ?? [""];
  return quoted.join("").length <= 1.25 * base64.join("").length
    ? { encoding: "quoted-printable", lines: quoted }
    : { encoding: "base64", lines: base64 };
}

/** Lines of quoted-printable text; `=` at a line's end says that the line goes on (RFC 2045 6.7). */
function quotedPrintable(content: string): string[] {
  return content.split(/\r\n|\r|\n/).flatMap((line) => {
    const lines: string[] = [""];
    const units = [...Buffer.from(line, "utf8")].map((byte, index, bytes) =>
      unitOf(byte, index === bytes.length - 1),
    );
    for (const unit of units) {
      const last = lines.length - 1;
      const so = `${lines[last]}${unit}`;
      if (so.length >= LINE) {
        lines[last] = `${lines[last]}=`;
        lines.push(unit);
      } else lines[last] = so;
    }
    return lines;
  });
}

/** White space at a line's end would be taken away on the way. */
function unitOf(byte: number, lastOfLine: boolean): string {
  const plain = (byte > 32 && byte < 127 && byte !== 61) || ((byte === 32 || byte === 9) && !lastOfLine);
  return plain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\s]+/gu, " ").trim();
}

/** Words as they are when they are ASCII and cannot be taken for encoded ones. */
function headerText(value: string): string {
  const line = oneLine(value);
  return /^[\x20-\x7e]*$/.test(line) && !line.includes("=?") ? line : encodedWords(line).join(" ");
}

/** A header over as many lines as it needs: broken at spaces only, each new line beginning with one. */
function fold(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.split(" ")) {
    if (`${line} ${word}`.length > LINE && line !== `${name}:`) {
      lines.push(line);
      line = "";
    }
    line = `${line} ${word}`;
  }
  return [...lines, line].join("\r\n");
}
