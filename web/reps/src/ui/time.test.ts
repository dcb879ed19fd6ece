import { describe, expect, it } from "vitest";
import { dueBy, relative } from "./time.ts";

const ZONE = "Europe/Dublin";
const at = (text: string) => Date.parse(text);
const said = (moment: string, now: string) => relative(at(moment), at(now), ZONE);

describe("how long ago, in words", () => {
  it("tells minutes and hours of the same day", () => {
    expect(said("2026-11-22T09:40:00Z", "2026-11-22T10:00:00Z")).toBe("20 minutes ago");
    expect(said("2026-11-22T10:00:10Z", "2026-11-22T10:00:00Z")).toBe("just now");
    expect(said("2026-11-22T07:00:00Z", "2026-11-22T21:00:00Z")).toBe("14 hours ago");
    expect(said("2026-11-22T12:00:00Z", "2026-11-22T10:00:00Z")).toBe("in 2 hours");
  });

  it("counts days by the calendar, not by 24 hours", () => {
    expect(said("2026-11-20T20:05:00Z", "2026-11-22T03:35:00Z")).toBe("2 days ago");
    expect(said("2026-11-21T09:00:00Z", "2026-11-22T21:00:00Z")).toBe("yesterday");
    expect(said("2026-11-24T08:00:00Z", "2026-11-22T21:00:00Z")).toBe("in 2 days");
  });

  it("tells hours over midnight while they are few", () => {
    expect(said("2026-11-21T23:00:00Z", "2026-11-22T01:00:00Z")).toBe("2 hours ago");
    expect(said("2026-11-21T16:00:00Z", "2026-11-22T01:00:00Z")).toBe("yesterday");
  });

  it("counts the day on which the clocks change as one", () => {
    expect(said("2026-10-24T10:00:00Z", "2026-10-26T10:00:00Z")).toBe("2 days ago");
    expect(relative(at("2026-03-08T20:00:00Z"), at("2026-03-09T20:00:00Z"), "America/New_York")).toBe(
      "yesterday",
    );
  });

  it("names the date from a week on, with the year when it is another", () => {
    expect(said("2026-11-10T10:00:00Z", "2026-11-22T10:00:00Z")).toBe("10 Nov");
    expect(said("2025-11-10T10:00:00Z", "2026-11-22T10:00:00Z")).toBe("10 Nov 2025");
  });
});

describe("by when something has to happen", () => {
  const DUE = "2026-11-23T07:36:00Z";

  it("is told in words, also that it has passed", () => {
    expect(dueBy("Answer by", DUE, at(DUE) - 1)).toMatch(/^Answer by 23 Nov, \d\d:36$/);
    expect(dueBy("Answer by", DUE, at(DUE))).toMatch(/^Overdue: answer by 23 Nov, \d\d:36$/);
  });
});
