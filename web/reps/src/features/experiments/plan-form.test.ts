import { describe, expect, it } from "vitest";
import { emptyForm, formOf, missingIn, planOf } from "./plan-form.ts";

const NOW = Date.parse("2026-11-24T10:00:00.000Z");
const form = { ...emptyForm(NOW), title: "Noon or late", hypothesis: "Late is better than noon." };

describe("the form of a plan", () => {
  it("says what is missing, one thing at a time", () => {
    expect(missingIn(emptyForm(NOW))).toBe("Name the test.");
    expect(missingIn(form)).toBeUndefined();
    const [first, second] = form.arms;
    if (first === undefined || second === undefined) throw new Error("there are two arms");
    expect(missingIn({ ...form, arms: [first, { ...second, days: [] }] })).toMatch(/at least one day/);
    expect(missingIn({ ...form, arms: [first, { ...second, from: "19:00" }] })).toMatch(/before they end/);
    expect(missingIn({ ...form, differ: "template" })).toMatch(/template/);
  });

  it("comes back from a plan as it went in", () => {
    const plan = planOf(form);
    expect(plan).toMatchObject({ baseline: 0.3, minimumEffect: 0.15, endsAt: "2027-01-23T00:00:00.000Z" });
    expect(plan.arms.map(({ key }) => key)).toEqual(["A", "B"]);
    expect(formOf({ plan } as unknown as Parameters<typeof formOf>[0])).toEqual(form);
  });
});
