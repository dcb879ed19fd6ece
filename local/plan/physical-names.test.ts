import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generatedName, LOWER, stableId } from "./physical-names.ts";

const name = fc.stringMatching(/^[A-Za-z0-9]{1,120}$/);

describe("a generated name", () => {
  test("is stack and logical id as long as they fit", () => {
    expect(generatedName("invito-dev-data", "Records1234", 63)).toBe("invito-dev-data-Records1234");
  });

  test("never exceeds the limit and differs for different logical ids", () => {
    fc.assert(
      fc.property(name, name, fc.integer({ min: 20, max: 80 }), (left, right, limit) => {
        fc.pre(left !== right);
        const [a, b] = [generatedName("stack", left, limit), generatedName("stack", right, limit)];
        expect(a.length).toBeLessThanOrEqual(limit);
        expect(a).not.toBe(b);
      }),
    );
  });
});

test("a stable id has the asked length and alphabet", () => {
  fc.assert(
    fc.property(name, fc.integer({ min: 1, max: 100 }), (seed, length) => {
      expect(stableId(seed, length, LOWER)).toMatch(new RegExp(`^[a-z0-9]{${length}}$`));
    }),
  );
});
