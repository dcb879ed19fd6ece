import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursOn, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { DAY, HOUR, MINUTE } from "../../shared/model/time.ts";
import { isOpen, openingsOn } from "./contact-window.ts";
import { askHours, type ContactTimes, contactWindows } from "./contact-window-rules.ts";
import { numberZones } from "./number-zones.ts";
import { goodFacts } from "./send-facts.fixture.ts";
import { sendGate } from "./send-gate.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();
const US = profileOf("US");
/** The US with texts open, as counsel and carriers may have it one day. */
const US_TEXTS = {
  ...US,
  sms: {
    ...US.sms,
    enabled: true,
    carrier: { programme: "active" as const, ruling: { reference: "TCR-1", date: "2026-10-01" } },
  },
};
const anyTime = { hours: hoursOn(WEEKDAYS, "00:00", "24:00") };
/** Practises in Florida with a number of San Francisco. */
const florida: ContactTimes = {
  channel: "sms",
  hcp: { timeZone: "America/New_York", region: "FL" },
  zones: numberZones("+14155550123"),
};
/** The stretches of a day on the Eastern clock in which all windows are open. */
const easternHours = (times: ContactTimes, day: string) =>
  openingsOn(contactWindows(times, US_TEXTS), "America/New_York", at(day)).openings.map((opening) =>
    [opening.from, opening.to].map((instant) =>
      new Intl.DateTimeFormat("en-GB", {
        timeZone: "America/New_York",
        hour: "2-digit",
        minute: "2-digit",
      }).format(instant),
    ),
  );

describe("vector 12 of the domain rules", () => {
  it("delays a draft of Saturday evening over the end of summer time to Monday 08:30 EST", () => {
    // 20:00 EDT in New York; clocks go back on Sunday, which is closed
    const saturday = at("2026-11-01T00:00:00Z");
    const facts = goodFacts({
      profile: US,
      hcp: { status: "active", territory: "IE-01", timeZone: "America/New_York", region: "NY" },
    });
    // 08:30 EST is 13:30 in UTC; with Saturday's offset it would be 12:30
    expect(sendGate(facts, saturday)).toMatchObject({ verdict: "DELAY", until: "2026-11-02T13:30:00.000Z" });
  });

  it("is 11:00 to 20:00 Eastern in Florida with a Californian number, for somebody who takes any hour", () => {
    const times = { ...florida, preference: anyTime };
    expect(easternHours(times, "2026-11-18T17:00:00Z")).toEqual([["11:00", "20:00"]]);
    // the same by summer's clocks
    expect(easternHours(times, "2026-07-15T17:00:00Z")).toEqual([["11:00", "20:00"]]);
  });

  it("is cut by the platform's own hours for somebody who said nothing (CON-6)", () => {
    expect(easternHours(florida, "2026-11-18T17:00:00Z")).toEqual([["11:00", "18:30"]]);
    expect(easternHours(florida, "2026-11-22T17:00:00Z")).toEqual([]);
  });
});

describe("the hours that an HCP set", () => {
  const ireland: ContactTimes = { channel: "email", hcp: { timeZone: "Europe/Dublin" }, zones: [] };
  const IE = profileOf("IE");
  const hoursOf = (times: ContactTimes, from: string) => askHours(times, IE, undefined, at(from));

  it("narrow the platform's, and widen them, also to a Sunday", () => {
    const tuesday = { ...ireland, preference: { hours: hoursOn(["tue"], "12:00", "13:00") } };
    expect(hoursOf(tuesday, "2026-11-18T10:00:00Z")).toMatchObject({ until: at("2026-11-24T12:00:00Z") });
    const sunday = { ...ireland, preference: { hours: hoursOn(["sun"], "19:00", "21:00") } };
    expect(hoursOf(sunday, "2026-11-22T19:30:00Z")).toEqual({ kind: "open" });
    expect(hoursOf(ireland, "2026-11-22T19:30:00Z")).toMatchObject({ kind: "later" });
  });

  it("never open a public holiday, nor an hour that the law closes (CON-6)", () => {
    const always = { ...ireland, preference: anyTime };
    expect(hoursOf(always, "2026-12-25T10:00:00Z")).toMatchObject({ until: at("2026-12-27T00:00:00Z") });
    const texts = { ...florida, preference: anyTime };
    expect(isOpen(contactWindows(texts, US_TEXTS), at("2026-11-18T15:59:00Z"))).toBe(false);
  });

  it("are read from the clock of the zone that was named, which the law then covers too (2.3)", () => {
    const travels = {
      ...florida,
      zones: [],
      preference: { hours: hoursOn(WEEKDAYS, "06:00", "24:00"), timeZone: "Pacific/Honolulu" },
    };
    // 08:00 in Honolulu, where the law begins, is 13:00 in winter's New York
    expect(easternHours(travels, "2026-11-18T17:00:00Z")).toEqual([["13:00", "20:00"]]);
  });

  it("wait for the end of a pause (FRQ-4)", () => {
    const pausedUntil = at("2026-12-05T09:00:00Z");
    expect(askHours(ireland, IE, pausedUntil, at("2026-11-18T10:00:00Z"))).toEqual({
      kind: "later",
      until: at("2026-12-07T08:30:00Z"),
      words: "The contact asked for a pause.",
    });
  });

  it("say which year nobody looked up", () => {
    expect(hoursOf(ireland, "2027-12-31T19:00:00Z")).toEqual({
      kind: "never",
      words: "The profile of IE lists no public holidays of 2028. Ask compliance to complete it.",
    });
  });
});

describe("an instant that the hours allow", () => {
  const zones = ["America/New_York", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu"] as const;
  const anyTimes = fc.record({
    channel: fc.constantFrom("sms" as const, "email" as const),
    hcp: fc.record({
      timeZone: fc.constantFrom(...zones),
      region: fc.constantFrom(undefined, "FL", "CT", "RI", "TX", "NY"),
    }),
    zones: fc.subarray([...zones], { maxLength: 2 }),
    preference: fc.option(
      fc.record({
        hours: fc
          .tuple(fc.subarray([...WEEKDAYS], { minLength: 1 }), fc.integer({ min: 0, max: 22 }))
          .map(([days, from]) => hoursOn(days, `${String(from).padStart(2, "0")}:00`, "24:00")),
        timeZone: fc.constantFrom(undefined, "Pacific/Honolulu", "Europe/Paris"),
      }),
      { nil: undefined },
    ),
  });
  const anyInstant = fc
    .integer({ min: 0, max: 400 * 24 * 60 })
    .map((minutes) => at("2026-03-01T00:00:00Z") + minutes * MINUTE);
  const hourIn = (timeZone: string, instant: number) =>
    Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit" }).format(instant));

  it("is between 8 and 21 on every clock that may be the recipient's, for texts in the US (2.3)", () => {
    fc.assert(
      fc.property(anyTimes, anyInstant, (times, now) => {
        const verdict = askHours(times, US_TEXTS, undefined, now);
        if (verdict.kind === "never" || times.channel === "email") return;
        const allowed = verdict.kind === "open" ? now : verdict.until;
        for (const zone of [
          times.hcp.timeZone,
          ...times.zones,
          times.preference?.timeZone ?? times.hcp.timeZone,
        ])
          expect([8 <= hourIn(zone, allowed), hourIn(zone, allowed) < 21]).toEqual([true, true]);
      }),
      { numRuns: 150 },
    );
  });

  it("stays allowed by fewer restrictions, and is not earlier by more", () => {
    fc.assert(
      fc.property(anyTimes, fc.constantFrom(...zones), anyInstant, (times, zone, now) => {
        const reach = (asked: ContactTimes) => {
          const verdict = askHours(asked, US_TEXTS, undefined, now);
          if (verdict.kind === "never") return Number.POSITIVE_INFINITY;
          return verdict.kind === "open" ? now : verdict.until;
        };
        expect(reach({ ...times, zones: [...times.zones, zone] })).toBeGreaterThanOrEqual(reach(times));
      }),
      { numRuns: 100 },
    );
  });

  it("is found within a few days for whoever set nothing", () => {
    fc.assert(
      fc.property(anyInstant, (now) => {
        const verdict = askHours({ ...florida, zones: [] }, US_TEXTS, undefined, now);
        expect(verdict.kind).not.toBe("never");
        if (verdict.kind === "later") expect(verdict.until).toBeLessThan(now + 4 * DAY + HOUR);
        if (verdict.kind === "later") expect(iso(verdict.until)).toMatch(/T1[23]:30:00.000Z$/);
      }),
      { numRuns: 100 },
    );
  });
});
