import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths, DAY, instantText } from "./time.ts";

describe("some months later", () => {
  it.each([
    ["2026-08-31T10:00:00Z", 6, "2027-02-28T10:00:00.000Z"],
    ["2026-02-28T00:00:00Z", 24, "2028-02-28T00:00:00.000Z"],
    ["2024-02-29T23:59:59Z", 12, "2025-02-28T23:59:59.000Z"],
    ["2026-01-31T08:00:00Z", 1, "2026-02-28T08:00:00.000Z"],
    ["2028-02-29T08:00:00Z", 12, "2029-02-28T08:00:00.000Z"],
    ["2026-11-12T10:00:00Z", 24, "2028-11-12T10:00:00.000Z"],
  ])("%s and %i months is %s", (from, months, to) => {
    expect(instantText(addMonths(Date.parse(from), months))).toBe(to);
  });

  it("never goes past the same day and never lands before the month's end it had to cut to", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3e12 }), fc.integer({ min: 1, max: 24 }), (from, months) => {
        const days = (addMonths(from, months) - from) / DAY;
        return days <= months * 31 && days >= months * 28;
      }),
    );
  });
});
