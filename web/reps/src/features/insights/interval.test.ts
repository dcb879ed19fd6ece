import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percent, rateOf, rateWords, wilson } from "./interval.ts";

describe("an interval", () => {
  it.each([
    [3, 5, 23, 88],
    [9, 20, 26, 66],
    [45, 100, 36, 55],
  ])("of %i of %i is that of the domain rules (6.4)", (hits, all, low, high) => {
    const interval = wilson(hits, all);
    expect([percent(interval.low), percent(interval.high)]).toEqual([low, high]);
  });

  it("holds its rate and stays between nothing and all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 5000 }), fc.nat(5000), (all, part) => {
        const found = rateOf(part % (all + 1), all);
        expect(found).toBeDefined();
        if (found === undefined) return;
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(found.low).toBeLessThanOrEqual(found.rate);
        expect(found.high).toBeGreaterThanOrEqual(found.rate);
      }),
    );
  });

  it("is not there below ten: counts stand alone", () => {
    expect(rateOf(8, 9)).toBeUndefined();
    expect(rateOf(8, 10)).toBeDefined();
  });

  it("is told with the rate", () => {
    expect(rateWords({ rate: 0.517, low: 0.428, high: 0.605 })).toBe("52 % (43–61)");
  });
});
