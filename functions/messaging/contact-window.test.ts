import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursOn, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { DAY, MINUTE } from "../../shared/model/time.ts";
import { type ContactWindow, isOpen, nextOpening, openingsOn } from "./contact-window.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();
const QUARTER = 15 * MINUTE;
const us = profileOf("US");
const practice = (timeZone: string): ContactWindow => ({ timeZone, hours: us.contactHours });

describe("the opening of contact windows", () => {
  it("is now while every window is open", () => {
    const now = at("2026-11-18T15:00:00Z");
    expect(nextOpening([practice("America/New_York")], now)).toBe(now);
  });

  it("passes over public holidays of the practice (CON-6)", () => {
    const { contactHours, holidays } = profileOf("IE");
    const windows = [{ timeZone: "Europe/Dublin", hours: contactHours, holidays }];
    // Thursday before Christmas 2026, a Friday
    expect(iso(nextOpening(windows, at("2026-12-24T19:00:00Z")))).toBe("2026-12-28T08:30:00.000Z");
  });

  it("is never in a year that the calendar does not cover", () => {
    const windows = [{ timeZone: "Europe/Dublin", hours: us.contactHours, holidays: { "2027": ["12-25"] } }];
    expect(iso(nextOpening(windows, at("2027-12-31T18:29:00Z")))).toBe("2027-12-31T18:29:00.000Z");
    expect(nextOpening(windows, at("2027-12-31T18:30:00Z"))).toBeUndefined();
  });

  it("is the moment when clocks go back into the hours that were over", () => {
    // 02:45 of summer time; at 03:00 clocks show 02:00 again
    const windows = [{ timeZone: "Europe/Berlin", hours: hoursOn(["sun"], "01:00", "02:30") }];
    expect(iso(nextOpening(windows, at("2026-10-25T00:45:00Z")))).toBe("2026-10-25T01:00:00.000Z");
  });

  it("is on the day that lacks an hour, asked late on the evening before", () => {
    const windows = [{ timeZone: "Europe/Berlin", hours: hoursOn(["sun"], "10:00", "12:00") }];
    expect(iso(nextOpening(windows, at("2026-03-28T22:30:00Z")))).toBe("2026-03-29T08:00:00.000Z");
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

  const ZONES = [
    "America/New_York",
    "America/Los_Angeles",
    "America/Havana",
    "Europe/Berlin",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
  ] as const;
  const half = (halves: number) =>
    `${String(Math.floor(halves / 2)).padStart(2, "0")}:${halves % 2 ? "30" : "00"}`;
  const anyWindow: fc.Arbitrary<ContactWindow> = fc
    .record({
      timeZone: fc.constantFrom(...ZONES),
      from: fc.integer({ min: 0, max: 47 }),
      length: fc.integer({ min: 1, max: 20 }),
      days: fc.subarray([...WEEKDAYS], { minLength: 4 }),
      closed: fc.option(fc.constantFrom("03-08", "03-29", "10-25", "11-01")),
    })
    .map(({ timeZone, from, length, days, closed }) => ({
      timeZone,
      hours: hoursOn(days, half(from), half(Math.min(from + length, 48))),
      ...(closed === null ? {} : { holidays: { "2026": [closed] } }),
    }));
  /** Around the clock changes of spring and autumn in these zones. */
  const anyStart = fc
    .constantFrom("2026-02-14", "2026-03-07", "2026-03-21", "2026-03-28", "2026-04-04", "2026-10-03")
    .chain((date) => fc.constantFrom(date, "2026-10-24", "2026-10-31"))
    .chain((date) =>
      fc.integer({ min: 0, max: 2 * 24 * 60 }).map((minutes) => at(`${date}T00:00:00Z`) + minutes * MINUTE),
    );

  it("is inside every window, in hours that the clocks really show", () => {
    fc.assert(
      fc.property(fc.array(anyWindow, { minLength: 1, maxLength: 3 }), anyStart, (windows, now) => {
        const opening = nextOpening(windows, now);
        if (opening === undefined) return;
        expect(opening).toBeGreaterThanOrEqual(now);
        for (const { timeZone, hours, holidays } of windows) {
          // an independent look at the clock: what people there read from it
          const read = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
          const [date = "", time = ""] = read.format(opening).split(" ");
          const day = WEEKDAYS[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
          const [from = "never", to = ""] = hours[day] ?? [];
          expect([from <= time, time < to]).toEqual([true, true]);
          expect(holidays?.[date.slice(0, 4)] ?? []).not.toContain(date.slice(5));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is the earliest: nothing before it is open, in every zone and over every clock change", () => {
    fc.assert(
      fc.property(fc.array(anyWindow, { minLength: 1, maxLength: 2 }), anyStart, (windows, now) => {
        const opening = nextOpening(windows, now) ?? now + 30 * DAY;
        if (opening !== now) expect(isOpen(windows, now)).toBe(false);
        // all hours and all clocks begin on a quarter
        const first = Math.ceil(now / QUARTER) * QUARTER;
        for (let step = first; step < Math.min(opening, now + 3 * DAY); step += QUARTER)
          expect(isOpen(windows, step)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
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

  it("begin after the gap where clocks jump over midnight", () => {
    const { day } = openingsOn([], "America/Havana", at("2026-03-08T12:00:00Z"));
    expect([day.from, day.to].map(iso)).toEqual(["2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"]);
  });
});
