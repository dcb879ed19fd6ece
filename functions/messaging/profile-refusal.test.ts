import { expect, test } from "vitest";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { profileRefusal } from "./profile-refusal.ts";

test("a channel that no provider serves is refused by its name in words, with the other one as the remedy", () => {
  const now = Date.parse("2026-11-24T09:00:00Z");
  const facts = { profile: profileOf("FR"), providerReady: false };
  expect(profileRefusal({ ...facts, channel: "sms" }, now)).toBe("Texts are not open in FR. Choose e-mail.");
  expect(profileRefusal({ ...facts, channel: "email" }, now)).toBe("E-mail is not open in FR. Choose texts.");
});
