import { describe, expect, it } from "vitest";
import { profileOf } from "../../shared/model/country-profiles.ts";
import type { ExperimentPlan } from "../../shared/model/experiment.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { planProblem } from "./plan-problem.ts";

const NOW = Date.parse("2026-11-24T10:00:00.000Z");
const profile = profileOf("IE");
/** A plan whose second arm has these hours on a Monday. */
const planOf = (from: string, till: string): ExperimentPlan => ({
  title: "Noon or not",
  hypothesis: "Another hour is better than noon.",
  country: "IE",
  channel: "email",
  metric: "confirmed_visit_7d",
  baseline: 0.3,
  minimumEffect: 0.15,
  unitsPerArm: 100,
  endsAt: instantText(NOW + 30 * DAY),
  arms: [
    { key: "A", name: "Noon", variant: { kind: "window", hours: { mon: ["12:00", "14:00"] } } },
    { key: "B", name: "Other", variant: { kind: "window", hours: { mon: [from, till] } } },
  ],
});
const problem = (from: string, till: string) => planProblem(planOf(from, till), profile, [], NOW)?.field;

describe("the hours of an arm (AB-2)", () => {
  it("may be any in which the country lets messages arrive, and no others", () => {
    const [opens = "", closes = ""] = profile.contactHours.mon ?? [];
    expect(problem(opens, closes)).toBeUndefined();
    expect(problem("00:00", opens)).toBe("arms");
    expect(problem(closes, "24:00")).toBe("arms");
    expect(problem("00:00", "24:00")).toBeUndefined();
  });
});
