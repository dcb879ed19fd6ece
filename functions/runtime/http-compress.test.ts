import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compressed, encodingOf } from "./http-compress.ts";

const page = { statusCode: 200, headers: { "content-type": "text/html" }, body: "<p>é</p>".repeat(300) };
const unpackedBy = { br: brotliDecompressSync, gzip: gunzipSync };

describe("what a viewer can read", () => {
  it.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["BR;q=0.5", "br"],
    ["br;q=0, gzip;q=1.0", "gzip"],
    ["br; q=0.000", undefined],
    ["br;q=0.001", "br"],
    ["identity", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("of %j takes %s", (accepted, expected) => {
    expect(encodingOf(accepted)).toBe(expected);
  });
});

describe("a packed reply", () => {
  it("is the same text for everybody, and says so to caches", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 0, maxLength: 3000, unit: "grapheme" }),
        fc.constantFrom("br", "gzip", "identity", undefined),
        (body, accepted) => {
          const reply = compressed({ ...page, body }, accepted);
          const encoding = reply.headers?.["content-encoding"];
          const text =
            encoding === undefined
              ? reply.body
              : unpackedBy[encoding as "br" | "gzip"](Buffer.from(reply.body ?? "", "base64")).toString();
          expect(text).toBe(body);
          expect(reply.isBase64Encoded ?? false).toBe(encoding !== undefined);
        },
      ),
    );
    for (const accepted of ["br", undefined])
      expect(compressed(page, accepted).headers).toMatchObject({ vary: "accept-encoding" });
  });

  it("is a quarter of a page's bytes", () => {
    const packed = Buffer.from(compressed(page, "br").body ?? "", "base64");
    expect(packed.length * 4).toBeLessThan(page.body.length);
  });

  it("is left alone when it is small or packed already", () => {
    const small = { ...page, body: "<p>short</p>" };
    expect(compressed(small, "br")).toBe(small);
    const done = { ...page, isBase64Encoded: true };
    expect(compressed(done, "br")).toBe(done);
  });
});
