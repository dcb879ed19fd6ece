import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursOn, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { DAY, MINUTE } from "../../shared/model/time.ts";
import { type ContactWindow, isOpen, nextOpening, openingsOn } from "./contact-window.ts";
import { numberZones } from "./number-zones.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();
const us = profileOf("US");
const practice = (timeZone: string): ContactWindow => ({ timeZone, hours: us.contactHours });

describe("the opening of contact windows", () => {
  it("is now while every window is open", () => {
    const now = at("2026-11-18T15:00:00Z");
    expect(nextOpening([practice("America/New_York")], now)).toBe(now);
  });

  it("keeps the wall time over the end of summer time (vector 12)", () => {
    // Saturday 31 October 2026, 20:00 EDT; clocks go back on Sunday
    const opening = nextOpening([practice("America/New_York")], at("2026-11-01T00:00:00Z"));
    expect(iso(opening)).toBe("2026-11-02T13:30:00.000Z");
  });

  it("is the intersection of the practice's and the number's clocks (vector 12)", () => {
    const everyDay = { hours: hoursOn(WEEKDAYS, "08:00", "21:00") };
    const florida = { timeZone: "America/New_York", hours: us.sms.regionHours?.FL ?? {} };
    const windows = [florida, ...numberZones("+14155550123").map((timeZone) => ({ timeZone, ...everyDay }))];
    // Wednesday, Eastern time is five hours behind UTC
    expect(isOpen(windows, at("2026-11-18T15:59:00Z"))).toBe(false);
    expect(iso(nextOpening(windows, at("2026-11-18T12:00:00Z")))).toBe("2026-11-18T16:00:00.000Z");
    expect(isOpen(windows, at("2026-11-19T00:59:00Z"))).toBe(true);
    expect(isOpen(windows, at("2026-11-19T01:00:00Z"))).toBe(false);
  });

  it("passes over public holidays of the practice (CON-6)", () => {
    const { contactHours, holidays } = profileOf("IE");
    const windows = [{ timeZone: "Europe/Dublin", hours: contactHours, closedOn: holidays }];
    // Thursday before Christmas 2026, a Friday
    expect(iso(nextOpening(windows, at("2026-12-24T19:00:00Z")))).toBe("2026-12-28T08:30:00.000Z");
  });

  it("does not exist where windows never meet", () => {
    const monday = { timeZone: "Europe/Paris", hours: hoursOn(["mon"], "08:00", "09:00") };
    const tuesday = { timeZone: "Europe/Paris", hours: hoursOn(["tue"], "08:00", "09:00") };
    expect(nextOpening([monday, tuesday], at("2026-11-18T12:00:00Z"))).toBeUndefined();
  });

  it("is the end of the gap where clocks jump over the opening time", () => {
    const windows = [{ timeZone: "Europe/Berlin", hours: hoursOn(["sun"], "02:30", "05:00") }];
    expect(iso(nextOpening(windows, at("2026-03-28T12:00:00Z")))).toBe("2026-03-29T01:00:00.000Z");
  });

  it("is open itself and nothing before it is, in every zone and over every clock change", () => {
    const zone = fc.constantFrom(
      "America/New_York",
      "America/Los_Angeles",
      "Europe/Berlin",
      "Europe/Dublin",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
    );
    const hour = fc.integer({ min: 0, max: 47 });
    const clock = (half: number) =>
      `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`;
    const window = fc
      .record({
        timeZone: zone,
        from: hour,
        length: fc.integer({ min: 1, max: 20 }),
        days: fc.subarray([...WEEKDAYS], { minLength: 4 }),
      })
      .map(({ timeZone, from, length, days }) => ({
        timeZone,
        hours: hoursOn(days, clock(from), clock(Math.min(from + length, 48))),
      }));
    // around the clock changes of spring and autumn
    const start = fc
      .constantFrom("2026-03-06", "2026-03-27", "2026-04-03", "2026-10-02", "2026-10-23", "2026-10-30")
      .chain((date) =>
        fc.integer({ min: 0, max: 3 * 24 * 60 }).map((minutes) => at(`${date}T00:00:00Z`) + minutes * MINUTE),
      );
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 2 }), start, (windows, now) => {
        const opening = nextOpening(windows, now);
        const searched = opening ?? now + 7 * DAY;
        if (opening !== undefined) expect(isOpen(windows, opening)).toBe(true);
        const firstQuarter = Math.ceil(now / (15 * MINUTE)) * 15 * MINUTE;
        for (let step = firstQuarter; step < Math.min(searched, now + 3 * DAY); step += 15 * MINUTE) {
          expect(isOpen(windows, step)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

describe("the openings of a day", () => {
  const days = (zone: string, iso: string) => {
    const { day, openings } = openingsOn([practice(zone)], zone, at(iso));
    return { hours: (day.to - day.from) / (60 * MINUTE), openings: openings.map((one) => one.from) };
  };

  it("are on the zone's own calendar", () => {
    const { openings } = days("America/New_York", "2026-11-18T02:00:00Z");
    expect(openings.map(iso)).toEqual(["2026-11-17T13:30:00.000Z"]);
  });

  it("are none on a closed day, which may have 25 hours", () => {
    expect(days("America/New_York", "2026-11-01T12:00:00Z")).toEqual({ hours: 25, openings: [] });
  });
});
