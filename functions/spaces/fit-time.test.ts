import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitTime, minutesOf } from "./fit-time.ts";

const pieces = (...seconds: number[]) => seconds.map((one) => ({ seconds: one }));

describe("what fits into a visitor's time", () => {
  it("is everything when nobody asked", () => {
    expect(fitTime(pieces(30, 400, 90), undefined)).toEqual({
      first: { seconds: 30 },
      fits: pieces(400, 90),
      later: [],
    });
  });

  it("always begins with the first, and a short piece is not held back by a long one", () => {
    expect(fitTime(pieces(38, 180, 60), 2)).toEqual({
      first: { seconds: 38 },
      fits: pieces(60),
      later: pieces(180),
    });
    expect(fitTime(pieces(600), 2).first).toEqual({ seconds: 600 });
  });

  it("never is longer than the time, and loses no piece", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600 })), fc.constantFrom(2, 5), (lengths, minutes) => {
        const { first, fits, later } = fitTime(pieces(...lengths), minutes);
        const sum = fits.reduce((all, one) => all + one.seconds, 0);
        expect(sum === 0 || sum + (first?.seconds ?? 0) <= minutes * 60).toBe(true);
        expect(fits.length + later.length + (first === undefined ? 0 : 1)).toBe(lengths.length);
      }),
    );
  });

  it("is told in whole minutes", () => {
    expect([minutesOf(pieces(5)), minutesOf(pieces(60)), minutesOf(pieces(60, 1))]).toEqual([1, 1, 2]);
  });
});
