import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeWords, fromQuotedPrintable, readMime } from "./mime.ts";

const message = (lines: readonly string[]) => Buffer.from(lines.join("\r\n"));

test("a multipart message gives its subject, both readable parts and no attachment", () => {
  const read = readMime(
    message([
      "Subject: =?utf-8?B?R3LDvMOfZQ==?= =?utf-8?Q?_aus_K=C3=B6ln?=",
      "From: Brand <a@example.com>",
      "List-Unsubscribe: <https://example.com/u/1>,",
      " <mailto:u@example.com>",
      'Content-Type: multipart/mixed; boundary="outer"',
      "",
      "preamble",
      "--outer",
      "Content-Type: multipart/alternative; boundary=inner",
      "",
      "--inner",
      "Content-Type: text/plain; charset=iso-8859-1",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Caf=E9 is a soft=",
      " break",
      "--inner",
      "Content-Type: text/html; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from("<p>Café</p>").toString("base64"),
      "--inner--",
      "--outer",
      "Content-Type: text/plain",
      "Content-Disposition: attachment; filename=a.txt",
      "",
      "not this",
      "--outer--",
      "epilogue",
    ]),
  );
  expect(read.subject).toBe("Grüße aus Köln");
  expect(read.text).toBe("Café is a soft break");
  expect(read.html).toBe("<p>Café</p>");
  expect(read.headers["list-unsubscribe"]).toBe("<https://example.com/u/1>, <mailto:u@example.com>");
});

test("a message without MIME headers is plain text", () => {
  expect(readMime(message(["Subject: hi", "", "one", "", "two"]))).toMatchObject({
    subject: "hi",
    text: "one\r\n\r\ntwo",
  });
});

test("repeated headers are all kept", () => {
  expect(readMime(message(["Received: one", "Received: two", "", ""])).headers.received).toBe("one\ntwo");
});

test("nothing that arrives makes the reader throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void readMime(Buffer.from(bytes))));
});

test("any text survives base64, quoted-printable and encoded words", () => {
  const quoted = (bytes: Buffer) =>
    [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
      const bytes = Buffer.from(text);
      expect(fromQuotedPrintable(Buffer.from(quoted(bytes))).equals(bytes)).toBe(true);
      expect(decodeWords(`=?utf-8?B?${bytes.toString("base64")}?=`)).toBe(text);
      expect(decodeWords(`=?utf-8?Q?${quoted(bytes)}?=`)).toBe(text);
      const head = ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", ""];
      const raw = Buffer.concat([message(head), Buffer.from(bytes.toString("base64"))]);
      expect(readMime(raw).html).toBe(text);
    }),
  );
});
