import { describe, expect, it } from "vitest";
import { profileOf } from "../../shared/model/country-profiles.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { validityIn } from "./validity.ts";

const NOW = Date.parse("2026-11-12T10:00:00.000Z");
/** Britain asks for a shorter use; France is off. */
const profiles: Profiles = (country) => {
  if (country === "FR")
    return { inForce: false, problem: "the profile of FR lacks the signature of privacy" };
  const profile = profileOf(country);
  const review = { ...profile.review, ...(country === "GB" ? { maxValidityMonths: 18 } : {}) };
  return { inForce: true, profile: { ...profile, review }, until: NOW + 1 };
};

describe("the use of what is shown in several countries", () => {
  it("is as short as the strictest of them allows (MLR-6)", () => {
    expect(validityIn(["IE"], profiles, NOW)).toEqual({ defaultMonths: 12, longestMonths: 24 });
    expect(validityIn(["IE", "GB"], profiles, NOW)).toEqual({ defaultMonths: 12, longestMonths: 18 });
  });

  it("is not known while one of them is off", () => {
    expect(() => validityIn(["IE", "FR"], profiles, NOW)).toThrow(
      "FR is switched off: the profile of FR lacks the signature of privacy. Ask compliance to have its profile signed.",
    );
  });
});
