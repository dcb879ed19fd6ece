import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARM_KEYS, ExperimentId } from "../../shared/model/experiment.ts";
import { HcpId } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { armOf, unitOf } from "./assign.ts";
import { armCounts, dayCounts, sumsOf, type Told, type Unit, weekdayShare, withTold } from "./unit.ts";

const AT = Date.parse("2026-11-24T10:00:00.000Z");
const unheard: Unit = { arm: "B", assignedAt: instantText(AT), visited: false, left: false, rev: 0 };

const told = fc.oneof(
  fc.constant<Told>({}),
  fc.constant<Told>({ invitedAt: AT }),
  fc.integer({ min: -DAY, max: 12 * DAY }).map((after): Told => ({ invitedAt: AT, visitedAt: AT + after })),
  fc.integer({ min: -DAY, max: 12 * DAY }).map((after): Told => ({ invitedAt: AT, leftAt: AT + after })),
);

describe("a unit", () => {
  it("comes to the same whatever the order and however often it is told", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 8 }), fc.array(fc.nat(20), { maxLength: 20 }), (all, picks) => {
        const once = all.reduce(withTold, unheard);
        const again = picks.flatMap((pick) => all[pick % Math.max(1, all.length)] ?? []);
        const jumbled = [...again, ...all.toReversed()].reduce(withTold, unheard);
        expect(jumbled).toEqual(once);
      }),
    );
  });

  it("is a hit by a visit within seven days of its message, and not by a later one (AB-3)", () => {
    const invited = withTold(unheard, { invitedAt: AT });
    expect(withTold(invited, { visitedAt: AT + 7 * DAY - 1 }).visited).toBe(true);
    expect(withTold(invited, { visitedAt: AT + 7 * DAY }).visited).toBe(false);
    expect(withTold(unheard, { visitedAt: AT }).visited).toBe(false);
  });

  it("takes nothing back from the sums of its days", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 6 }), told, (all, more) => {
        const before = all.reduce(withTold, unheard);
        expect(Object.keys(sumsOf(withTold(before, more)))).toEqual(
          expect.arrayContaining(Object.keys(sumsOf(before))),
        );
      }),
    );
  });
});

describe("the counts of an arm", () => {
  const days = [
    dayCounts("2026-11-20", { A_assigned: 30, A_invited: 20, A_visited: 8, A_left: 1 }),
    dayCounts("2026-11-21", { A_invited: 10, A_visited: 2, A_left: 2, B_assigned: 5 }),
  ];

  it("have everybody whose seven days are over, and all who left (AB-3, AB-8)", () => {
    const [early] = armCounts(days, ["A"], Date.parse("2026-11-27T23:59:59.999Z"));
    expect(early).toEqual({ key: "A", assigned: 30, invited: 30, units: 0, hits: 0, left: 3 });
    const [later] = armCounts(days, ["A"], Date.parse("2026-11-28T00:00:00.000Z"));
    expect(later).toMatchObject({ units: 20, hits: 8, left: 3 });
    const [last] = armCounts(days, ["A"], Date.parse("2026-12-28T00:00:00.000Z"));
    expect(last).toMatchObject({ units: 30, hits: 10 });
  });

  it("tell on which days an arm's messages left (AB-8)", () => {
    expect(weekdayShare(days, "A")).toBeCloseTo(2 / 3);
    expect(weekdayShare(days, "B")).toBeUndefined();
  });
});

describe("the arm of a person", () => {
  const experiment = ExperimentId.parse("exp_01JD0000000000000000000000");
  const person = (index: number) => HcpId.parse(`hcp_${String(index).padStart(26, "0")}`);

  it("is the same every time, and another experiment sorts the same people anew (AB-1)", () => {
    const other = ExperimentId.parse("exp_01JD0000000000000000000001");
    const arms = Array.from({ length: 200 }, (_, index) => {
      const [one, again, elsewhere] = [experiment, experiment, other].map((id) =>
        armOf(unitOf(id, person(index)), ["A", "B"]),
      );
      expect(again).toBe(one);
      return one === elsewhere;
    });
    expect(arms.filter(Boolean).length).toBeGreaterThan(70);
    expect(arms.filter(Boolean).length).toBeLessThan(130);
  });

  it.each([2, 3, 4])("is each of %i with the same chance", (many) => {
    const arms = ARM_KEYS.slice(0, many);
    const sizes = new Map(arms.map((arm) => [arm, 0]));
    for (let index = 0; index < 4000; index++) {
      const arm = armOf(unitOf(experiment, person(index)), arms);
      sizes.set(arm, (sizes.get(arm) ?? 0) + 1);
    }
    for (const size of sizes.values()) expect(Math.abs(size - 4000 / many)).toBeLessThan(120);
  });
});
