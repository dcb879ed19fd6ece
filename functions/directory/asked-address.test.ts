import { describe, expect, it } from "vitest";
import { DAY, instantText } from "../../shared/model/time.ts";
import { mayAsk } from "./asked-address.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const asked = (...daysAgo: number[]) => ({ at: daysAgo.map((days) => instantText(NOW - days * DAY)) });

describe("an address that was typed at a door", () => {
  it("is asked three times within a week, and not a fourth time", () => {
    expect(mayAsk(asked(), NOW)).toBe(true);
    expect(mayAsk(asked(6, 1), NOW)).toBe(true);
    expect(mayAsk(asked(6, 1, 0), NOW)).toBe(false);
  });

  it("may be asked again once one of them is a week ago", () => {
    expect(mayAsk(asked(7, 1, 0), NOW)).toBe(true);
  });
});
