import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { materialCodeOf, shownState, type Use, usable } from "./usable.ts";
import { approvedVersion, NOW } from "./version.fixture.ts";

const USE: Use = { country: "IE", language: "en-IE", channel: "space", audience: "hcp", now: NOW };

describe("usable content", () => {
  it("is what was approved for exactly this country, language, channel and audience (MLR-9)", () => {
    expect(usable(approvedVersion(), USE)).toEqual({ usable: true, version: approvedVersion() });
  });

  it.each<[string, Partial<Use>]>([
    ["not approved for this country", { country: "DE" }],
    ["not approved in this language", { language: "en-GB" }],
    ["not approved for this channel", { channel: "sms" }],
  ])("is %s: default deny (MLR-9)", (reason, change) => {
    expect(usable(approvedVersion(), { ...USE, ...change })).toEqual({ usable: false, reason });
  });

  it("ends in the instant of its expiry, without any job (MLR-6)", () => {
    const version = approvedVersion();
    const end = Date.parse(version.expiresAt);
    expect(usable(version, { ...USE, now: end - 1 }).usable).toBe(true);
    expect(usable(version, { ...USE, now: end })).toEqual({ usable: false, reason: "expired" });
    expect([shownState(version, end - 1), shownState(version, end)]).toEqual(["approved", "expired"]);
  });

  it("ends country by country when a newer major takes its place", () => {
    const version = approvedVersion({ supersededIn: ["GB"] });
    expect(usable(version, USE).usable).toBe(true);
    expect(usable(version, { ...USE, country: "GB" })).toEqual({
      usable: false,
      reason: "superseded by a newer version",
    });
  });

  it("prints the material code of the reader's country (MLR-10)", () => {
    expect(materialCodeOf(approvedVersion(), "GB")).toBe("GB-CAR-26-00002");
    expect(materialCodeOf(approvedVersion(), "US")).toBeUndefined();
  });

  it("is never anything for which one of the four dimensions was not written down (INV-2)", () => {
    const some = fc.record({
      country: fc.constantFrom("IE", "GB", "DE", "US", "constructor"),
      language: fc.constantFrom("en-IE", "en-GB", "de-DE"),
      channel: fc.constantFrom("space" as const, "sms" as const, "email" as const),
      audience: fc.constant("hcp" as const),
      now: fc.integer({ min: NOW - 1e10, max: NOW + 1e11 }),
    });
    fc.assert(
      fc.property(some, (use) => {
        const version = approvedVersion();
        const written =
          ["IE", "GB"].includes(use.country) &&
          use.language === version.language &&
          version.channels.includes(use.channel) &&
          use.now < Date.parse(version.expiresAt);
        expect(usable(version, use).usable).toBe(written);
      }),
    );
  });
});
