import { describe, expect, it } from "vitest";
import { instantOf, wallTimeOf } from "./wall-time.ts";

const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

describe("a wall time", () => {
  it("is what clocks in the HCP's zone show", () => {
    const instant = Date.parse("2026-11-24T23:30:00Z");
    expect(wallTimeOf(instant, "Europe/Berlin")).toEqual({ day: "2026-11-25", time: "00:30" });
    expect(instantOf({ day: "2026-11-25", time: "00:30" }, "Europe/Berlin")).toBe(instant);
  });

  it("is the first of two when clocks go back, and after the jump when they go forward", () => {
    expect(iso(instantOf({ day: "2026-10-25", time: "01:30" }, "Europe/London"))).toBe(
      "2026-10-25T00:30:00.000Z",
    );
    expect(iso(instantOf({ day: "2027-03-28", time: "01:30" }, "Europe/London"))).toBe(
      "2027-03-28T01:30:00.000Z",
    );
  });

  it("is nothing while it is being typed", () => {
    expect(instantOf({ day: "", time: "18:05" }, "Europe/London")).toBeUndefined();
    expect(instantOf({ day: "2026-11-24", time: "" }, "Europe/London")).toBeUndefined();
  });
});
