import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWords } from "../../local/services/messaging/mime.ts";
import { mailbox } from "./mailbox.ts";

describe("a sender's mailbox", () => {
  it("quotes a plain name, with its comma", () => {
    expect(mailbox('Ana "A" Ruiz, Acme', "a@acme.example")).toBe('"Ana \\"A\\" Ruiz, Acme" <a@acme.example>');
  });

  it("is ASCII on one line and reads as the name, whatever the name is", () => {
    const names = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("Zoë\r\nBcc: x@example.com"));
    fc.assert(
      fc.property(names, (name) => {
        const from = mailbox(name, "a@acme.example");
        expect(from).toMatch(/^[\x20-\x7e]+$/);
        const shown = decodeWords(from).replace(/ <a@acme\.example>$/, "");
        const oneLine = name.replace(/[\p{Cc}\s]+/gu, " ").trim();
        expect([oneLine, `"${oneLine.replace(/["\\]/g, "\\$&")}"`]).toContain(shown);
      }),
    );
  });

  it("keeps every encoded word within 75 characters (RFC 2047)", () => {
    const from = mailbox("Þórunn Þóra Þorvaldsdóttir Þórarinsdóttir, Ægir Lækningar ehf", "a@acme.example");
    for (const word of from.split(" ").slice(0, -1)) expect(word.length).toBeLessThanOrEqual(75);
  });
});
