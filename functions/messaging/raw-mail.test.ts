import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMime } from "../../local/services/messaging/mime.ts";
import { type MailParts, rawMail } from "./raw-mail.ts";

const AT = new Date("2026-11-18T10:00:00.000Z");
const UNSUBSCRIBE = "https://hcp.acme.example/u/7mQ2xKc9TfR4bW8nYh3LpA";
const mail = (changes: Partial<MailParts> = {}): MailParts => ({
  fromName: "Ana Ruiz, Acme Therapeutics",
  from: "invito@acme.example",
  to: "niamh.brennan@example.com",
  subject: "Ana Ruiz has shared a video with you",
  text: "Hello,\nsee the page.\n",
  html: "<p>Hello</p>",
  headers: [
    ["List-Unsubscribe", `<${UNSUBSCRIBE}>`],
    ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"],
  ],
  ...changes,
});
const read = (parts: MailParts) => readMime(Buffer.from(rawMail(parts, AT), "latin1"));
const plain = (text: string) => text.replace(/\r\n|\r|\n/g, "\r\n");

/** Anything a person or a template could put there, with line breaks of all kinds, blanks at ends and other scripts. */
const written = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "\n",
        "\r\n",
        "\r",
        " \n",
        "\t",
        "=",
        "=_invito_alternative",
        "--",
        ".\n",
        "Ünï",
        "日本語".repeat(30),
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join("").replace(/[\ud800-\udfff]/gu, ""));

describe("a raw mail", () => {
  it("is ASCII in lines of at most 76 that end in CRLF", () => {
    fc.assert(
      fc.property(written, written, (text, html) => {
        const raw = rawMail(mail({ text, html, subject: text, fromName: text }), AT);
        expect(raw).toMatch(/^[\r\n\t\x20-\x7e]*$/);
        expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        const longest = Math.max(...raw.split("\r\n").map((line) => line.length));
        expect(longest).toBeLessThanOrEqual(76);
      }),
    );
  });

  it("reads as it was written, whatever was written", () => {
    fc.assert(
      fc.property(written, written, (text, html) => {
        const found = read(mail({ text, html }));
        expect(found.text).toBe(plain(text));
        expect(found.html).toBe(plain(html));
      }),
    );
  });

  it("has the subject that was given on one line, whatever it is", () => {
    const subjects = fc.oneof(written, fc.constantFrom("=?utf-8?q?x?=", "a\r\nBcc: x@example.com"));
    fc.assert(
      fc.property(subjects, (subject) => {
        const found = read(mail({ subject }));
        expect(found.subject ?? "").toBe(subject.replace(/[\p{Cc}\s]+/gu, " ").trim());
        expect(Object.keys(found.headers)).not.toContain("bcc");
      }),
    );
  });

  it("lets no value begin another header", () => {
    const found = read(
      mail({ fromName: "A\r\nBcc: x@example.com", to: "a@example.com\r\nCc: b@example.com" }),
    );
    expect(Object.keys(found.headers).sort()).toEqual([
      "content-type",
      "date",
      "from",
      "list-unsubscribe",
      "list-unsubscribe-post",
      "mime-version",
      "subject",
      "to",
    ]);
  });

  it("puts one-click unsubscribe inside what is signed, unfolded (RFC 8058)", () => {
    const raw = rawMail(mail(), AT);
    const header = raw.slice(0, raw.indexOf("\r\n\r\n"));
    expect(header).toContain(`List-Unsubscribe: <${UNSUBSCRIBE}>\r\n`);
    expect(header).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  });

  it("offers the plain part first, because readers take the last they understand", () => {
    const raw = rawMail(mail(), AT);
    expect(raw.indexOf("text/plain")).toBeLessThan(raw.indexOf("text/html"));
    expect(raw).toContain("Date: Wed, 18 Nov 2026 10:00:00 +0000");
  });

  it("writes Latin text readably and other scripts in base64", () => {
    const raw = rawMail(mail({ text: "Grüße aus Köln\n", html: "こんにちは".repeat(20) }), AT);
    expect(raw).toContain("Gr=C3=BC=C3=9Fe aus K=C3=B6ln");
    expect(raw.match(/Content-Transfer-Encoding: \S+/g)).toEqual([
      "Content-Transfer-Encoding: quoted-printable",
      "Content-Transfer-Encoding: base64",
    ]);
  });
});
