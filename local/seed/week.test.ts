import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY } from "../../shared/model/time.ts";
import { at, weekBefore } from "./week.ts";

const day = (instant: number | undefined) => new Date(instant ?? 0).toISOString().slice(0, 10);

describe("the week of the demo data", () => {
  it("is the five working days before today", () => {
    const { prepared, days, opens, next } = weekBefore(Date.parse("2026-11-22T00:05:00Z"));
    expect(days.map(day)).toEqual(["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"]);
    expect([day(prepared), day(next)]).toEqual(["2026-11-10", "2026-11-23"]);
    expect(new Date(opens).toISOString()).toBe("2026-11-23T07:30:00.000Z");
  });

  it("passes over holidays of any of the countries", () => {
    const { days } = weekBefore(Date.parse("2026-12-29T12:00:00Z"));
    expect(days.map(day)).toEqual(["2026-12-18", "2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24"]);
  });

  it("is over before now and goes forward, at whatever instant it begins", () => {
    const years = fc.integer({ min: Date.parse("2026-01-15"), max: Date.parse("2027-12-31") });
    fc.assert(
      fc.property(years, (now) => {
        const { prepared, days, next } = weekBefore(now);
        const all = [prepared, ...days];
        expect(all).toEqual([...all].sort((a, b) => a - b));
        expect(at(days.at(-1) ?? now, "23:59")).toBeLessThan(now);
        expect(next).toBeGreaterThan(now);
        expect(next - now).toBeLessThan(7 * DAY);
      }),
    );
  });
});
