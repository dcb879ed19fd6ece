import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makePdf } from "../../local/seed/documents/pdf.ts";
import { judgeDocument } from "./judge-document.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const pdf = (pages = 2) =>
  makePdf(
    "Dose steps",
    Array.from({ length: pages }, (_, page) => [{ text: `Page ${page + 1}`, style: "text" as const }]),
  );

/** A PDF with these objects besides its own, behind them and before its cross-reference. */
function pdfWith(objects: string, trailer = ""): Uint8Array {
  const text = Buffer.from(pdf()).toString("latin1");
  const at = text.indexOf("xref\n0");
  const moved = text.slice(at).replace(/startxref\n\d+/, `startxref\n${at + objects.length}`);
  return latin1(text.slice(0, at) + objects + moved.replace("trailer\n<<", `trailer\n<< ${trailer}`));
}

/** One object stream with this in it. */
function packed(text: string, filter = "/Filter /FlateDecode"): string {
  const data = filter.includes("Flate") ? deflateSync(latin1(text)).toString("latin1") : text;
  return `90 0 obj\n<< /Type /ObjStm /N 1 /First 4 ${filter} /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
}

const reasonOf = (bytes: Uint8Array) => {
  const judgement = judgeDocument(bytes);
  return judgement.kind === "rejected" ? judgement.reason : judgement;
};

describe("a PDF that may be given to people", () => {
  it("is accepted with its pages", () => {
    expect(judgeDocument(pdf(1))).toEqual({ kind: "accepted", pages: 1 });
    expect(judgeDocument(pdf(60))).toEqual({ kind: "accepted", pages: 60 });
  });

  it("may open at a page, link to a site and have bookmarks", () => {
    const harmless =
      "80 0 obj\n<< /OpenAction [6 0 R /Fit] /A << /S /URI /URI (https://example.com) >> >>\nendobj\n";
    expect(judgeDocument(pdfWith(harmless))).toEqual({ kind: "accepted", pages: 2 });
  });

  it("may have its objects packed, and their pages count", () => {
    const inside = "95 0 << /Type /Page /Parent 2 0 R >>";
    expect(judgeDocument(pdfWith(packed("95 0 << /Type /Font >>")))).toEqual({ kind: "accepted", pages: 2 });
    // three dictionaries of pages and a tree that says two: nobody knows
    expect(judgeDocument(pdfWith(packed(inside)))).toEqual({ kind: "accepted" });
  });

  it("may be followed by a few bytes that a mail program appended", () => {
    expect(judgeDocument(Buffer.concat([pdf(), latin1("\r\n\r\n")]))).toMatchObject({ kind: "accepted" });
  });
});

describe("a file that may not be given to people", () => {
  it.each([
    ["is no PDF", latin1("PK\u0003\u0004word/document.xml"), "not_a_pdf"],
    ["is a page that only ends as a PDF", Buffer.concat([latin1("<html>"), pdf()]), "not_a_pdf"],
    ["is only a header", latin1("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n"), "pdf_cut_short"],
    ["is encrypted", pdfWith("", "/Encrypt 9 0 R"), "pdf_locked"],
    ["has more than 60 pages", pdf(61), "pdf_too_long"],
    ["has no page", makePdf("Nothing", []), "pdf_unreadable"],
  ])("%s", (_, bytes, reason) => {
    expect(reasonOf(bytes)).toBe(reason);
  });

  it.each([
    "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    "<< /S /J#61vaScript /JS (x) >>",
    "<< /S/Launch/F (calc.exe) >>",
    "<< /Names << /EmbeddedFiles 7 0 R >> >>",
    "<< /Type /EmbeddedFile >>",
    "<< /AcroForm << /XFA [(a) 7 0 R] >> >>",
    "<< /S /SubmitForm >>",
  ])("does something by itself: %s", (dictionary) => {
    expect(reasonOf(pdfWith(`90 0 obj\n${dictionary}\nendobj\n`))).toBe("pdf_active");
    expect(reasonOf(pdfWith(packed(`91 0 ${dictionary}`)))).toBe("pdf_active");
    expect(reasonOf(pdfWith(packed(`91 0 ${dictionary}`, "")))).toBe("pdf_active");
  });

  it("hides a dictionary inside the data of another stream", () => {
    const inside = packed("91 0 << /S /Launch >>");
    const outer = `90 0 obj\n<< /Length ${inside.length} >>\nstream\n${inside}\nendstream\nendobj\n`;
    expect(reasonOf(pdfWith(outer))).toBe("pdf_active");
  });

  it.each([
    ["another filter", "/Filter /LZWDecode"],
    ["two filters", "/Filter [/ASCII85Decode /FlateDecode]"],
    ["a filter that is named elsewhere", "/Filter 9 0 R"],
    ["a predictor", "/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"],
  ])("packs objects with %s, so that nobody could say what is in them", (_, filter) => {
    expect(reasonOf(pdfWith(packed("91 0 << >>", filter)))).toBe("pdf_unreadable");
  });

  const hexed = `${latin1("91 0 << /S /JavaScript >>").toString("hex")}>`;
  it.each([
    [
      "a second filter behind the first",
      "/Type /ObjStm /Filter [/FlateDecode /ASCIIHexDecode]",
      deflateSync(latin1(hexed)),
    ],
    ["an escaped filter", "/Type /ObjStm /F#69lter /ASCIIHexDecode", hexed],
    [
      "an escaped predictor",
      "/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Pred#69ctor 12 >>",
      deflateSync(latin1(hexed)),
    ],
    [
      "a filter before a text that looks like a beginning",
      "/Filter /ASCIIHexDecode /X (1 obj) /Type /ObjStm",
      hexed,
    ],
    [
      "a filter behind a text that looks like an end",
      "/Type /ObjStm /X (stream\n) /Filter /ASCIIHexDecode",
      hexed,
    ],
    [
      "a filter said twice",
      "/Type /ObjStm /Filter /FlateDecode /Filter /ASCIIHexDecode",
      deflateSync(latin1(hexed)),
    ],
    ["data in another file", "/Type /ObjStm /F (elsewhere)", hexed],
    ["no type, which some readers do not ask for", "", hexed],
  ])("hides an action in an object stream with %s", (_, dictionary, data) => {
    const hidden = `90 0 obj\n<< /N 1 /First 4 ${dictionary} >>\nstream\n${Buffer.from(data).toString("latin1")}\nendstream\nendobj\n`;
    expect(reasonOf(pdfWith(hidden))).toBe("pdf_unreadable");
  });

  it("packs objects that are no such thing, or that unpack to more than a document has", () => {
    const broken = packed("91 0 << >>").replace("stream\nx", "stream\n?");
    expect(reasonOf(pdfWith(broken))).toBe("pdf_unreadable");
    expect(reasonOf(pdfWith(packed(" ".repeat(65 * 1024 * 1024))))).toBe("pdf_unreadable");
  });

  it.each(["stream\n", "/ObjStm ", "/First 1 ", "<< /Type /Pages ", "1 0 obj << "])(
    "is judged in time that grows with its bytes, whatever is repeated in it: %j",
    (again) => {
      const begun = performance.now();
      judgeDocument(pdfWith(again.repeat(Math.floor(2_000_000 / again.length))));
      // quadratic, it would be minutes
      expect(performance.now() - begun).toBeLessThan(5000);
    },
  );

  it("names an object stream so that it is not found", () => {
    expect(reasonOf(pdfWith(packed("91 0 << >>").replace("/ObjStm", "/Obj#53tm")))).toBe("pdf_unreadable");
  });

  it("is cut short, wherever that is", () => {
    const whole = pdf(3);
    // what follows the end may be missing
    const last = Buffer.from(whole).lastIndexOf("%%EOF") + 4;
    fc.assert(
      fc.property(fc.integer({ min: 5, max: last }), (length) => {
        expect(reasonOf(whole.subarray(0, length))).toBe("pdf_cut_short");
      }),
      { numRuns: 300 },
    );
  });

  it("is cut short in what was appended to it", () => {
    const update = latin1(`90 0 obj\n<< /Note (${"changed later ".repeat(100)}) >>`);
    expect(reasonOf(Buffer.concat([pdf(), update]))).toBe("pdf_cut_short");
  });

  it("is anything at all, and gets an answer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (noise, asPdf) => {
        const bytes = asPdf ? Buffer.concat([pdf().subarray(0, 200), noise, pdf().subarray(200)]) : noise;
        expect(["accepted", "rejected"]).toContain(judgeDocument(bytes).kind);
      }),
    );
  });
});
