import { describe, expect, it } from "vitest";
import { unitsPerArm } from "./sample-size.ts";

describe("the units that an arm needs", () => {
  it.each([
    [0.1, 0.2, 199],
    [0.2, 0.3, 294],
    [0.3, 0.45, 163],
    [0.4, 0.6, 97],
    [0.56, 0.75, 98],
    [0.1, 0.15, 686],
  ])("from %f to %f are those of the table of 5.3", (from, to, units) => {
    expect(Math.abs(unitsPerArm(from, to - from) - units)).toBeLessThanOrEqual(1);
  });

  it("are more for a smaller effect, and none suffice for no effect", () => {
    expect(unitsPerArm(0.3, 0.05)).toBeGreaterThan(unitsPerArm(0.3, 0.1));
    expect(unitsPerArm(0.3, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
