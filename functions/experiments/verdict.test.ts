import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARM_KEYS, type ArmCounts } from "../../shared/model/experiment.ts";
import { DAY } from "../../shared/model/time.ts";
import { endOf } from "./judge.ts";
import { resultOf } from "./verdict.ts";

const NOW = Date.parse("2026-12-24T10:00:00.000Z");
const plan = { endsAt: "2027-01-31T00:00:00.000Z", unitsPerArm: 300 };
const arm = (
  key: ArmCounts["key"],
  units: number,
  hits: number,
  more: Partial<ArmCounts> = {},
): ArmCounts => ({
  key,
  assigned: units,
  invited: units,
  units,
  hits,
  left: 0,
  ...more,
});

describe("the end of an experiment", () => {
  it("comes by a sure difference, and not by chance", () => {
    expect(endOf(plan, [arm("A", 100, 20), arm("B", 100, 50)], NOW)).toBe("difference");
    expect(endOf(plan, [arm("A", 40, 12), arm("B", 40, 18)], NOW)).toBeUndefined();
  });

  it("comes by harm before it comes by success (AB-8)", () => {
    const harmful = [arm("A", 100, 20), arm("B", 100, 50, { left: 30 })];
    expect(endOf(plan, harmful, NOW)).toBe("harm");
    expect(resultOf(harmful, []).verdict).toMatchObject({ outcome: "harm" });
    expect(resultOf(harmful, []).verdict.sentences[1]).toContain("B drives more people away: 30 of 100");
  });

  it("comes by harm before anybody's week is over", () => {
    const early = [arm("A", 0, 0, { invited: 60 }), arm("B", 0, 0, { invited: 60, left: 25 })];
    expect(endOf(plan, early, NOW)).toBe("harm");
  });

  it("comes by arms that are unequal before all else, because then no figure means anything (AB-8)", () => {
    const uneven = [arm("A", 100, 20, { assigned: 150 }), arm("B", 100, 60, { assigned: 60, left: 40 })];
    expect(endOf(plan, uneven, NOW)).toBe("uneven_arms");
    expect(resultOf(uneven, []).verdict.outcome).toBe("invalid");
  });

  it("comes when everybody is counted, and a week after its last day", () => {
    expect(endOf({ ...plan, unitsPerArm: 100 }, [arm("A", 100, 30), arm("B", 120, 36)], NOW)).toBe(
      "all_counted",
    );
    const none = [arm("A", 0, 0), arm("B", 0, 0)];
    const over = Date.parse(plan.endsAt) + 8 * DAY;
    expect(endOf(plan, none, over - 1)).toBeUndefined();
    expect(endOf(plan, none, over)).toBe("time_over");
  });
});

describe("the verdict", () => {
  it("leans, and does not prove: 12 against 18 of 40 (AB-6)", () => {
    const { verdict, comparisons } = resultOf([arm("A", 40, 12), arm("B", 40, 18)], []);
    expect(verdict.sentences[0]).toBe(
      "A: 12 of 40 opened their page (30 %, 18 % to 45 %); B: 18 of 40 opened their page (45 %, 31 % to 60 %).",
    );
    expect(verdict.outcome).toBe("not_enough_data");
    expect(verdict.sentences[2]).toBe("Choosing B instead of A is expected to lose 0.5 points.");
    expect(comparisons[0]?.evidence).toBe("none");
  });

  it("may be that there is not enough data", () => {
    const { verdict, comparisons } = resultOf([arm("A", 19, 2), arm("B", 30, 20)], []);
    expect(verdict.outcome).toBe("not_enough_data");
    expect(verdict.sentences[1]).toContain("not enough data");
    expect(comparisons).toEqual([]);
  });

  it("names the better arm when the evidence is strong, A too", () => {
    expect(resultOf([arm("A", 100, 20), arm("B", 100, 50)], []).verdict).toMatchObject({
      outcome: "different",
      better: "B",
    });
    expect(resultOf([arm("A", 100, 50), arm("B", 100, 20)], []).verdict).toMatchObject({
      outcome: "different",
      better: "A",
    });
  });

  it("says of an ended experiment without evidence that none was found", () => {
    const same = [arm("A", 300, 90), arm("B", 300, 92)];
    expect(resultOf(same, [], "all_counted").verdict.outcome).toBe("no_difference");
  });

  const counts = fc
    .array(
      fc.record({ units: fc.nat(200), share: fc.double({ min: 0, max: 1, noNaN: true }), left: fc.nat(3) }),
      { minLength: 2, maxLength: 4 },
    )
    .map((arms) =>
      arms.map(({ units, share, left }, index) =>
        arm(ARM_KEYS[index] ?? "A", units, Math.round(units * share), { left: Math.min(left, units) }),
      ),
    );

  it("tells nothing of an arm with fewer than ten people (AB-10)", () => {
    fc.assert(
      fc.property(counts, (arms) => {
        const { arms: told, verdict } = resultOf(arms, []);
        for (const [index, { units }] of arms.entries()) expect(told[index]?.told).toBe(units >= 10);
        if (arms.some(({ units }) => units < 10)) {
          expect(verdict.sentences[0]).not.toContain("opened their page");
        }
      }),
    );
  });

  it("always has three sentences, and names a better arm only with evidence", () => {
    fc.assert(
      fc.property(counts, (arms) => {
        const { verdict } = resultOf(arms, []);
        for (const sentence of verdict.sentences) expect(sentence).toMatch(/\.$/);
        expect(verdict.better !== undefined).toBe(["leaning", "different"].includes(verdict.outcome));
      }),
    );
  });
});
