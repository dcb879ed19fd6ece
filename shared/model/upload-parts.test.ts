import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PART_BYTES, partsOf } from "./upload-parts.ts";

describe("the parts of a file", () => {
  it("are the whole file without gap or overlap, each as large as S3 wants but the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000_000 }), (bytes) => {
        const parts = partsOf(bytes);
        let next = 0;
        for (const [index, part] of parts.entries()) {
          expect([part.number, part.from]).toEqual([index + 1, next]);
          next = part.from + part.bytes;
        }
        expect(next).toBe(bytes);
        expect(parts.slice(0, -1).every((part) => part.bytes === PART_BYTES)).toBe(true);
        expect(parts.at(-1)?.bytes).toBeGreaterThan(0);
      }),
    );
  });
});
