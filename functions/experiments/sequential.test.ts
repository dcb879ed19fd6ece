import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prospectOf } from "./expected-loss.ts";
import { ALPHA, compare, differs, LEAST_UNITS, type Tally, unevenArms, wilson } from "./sequential.ts";

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs of an experiment that is looked at after every unit; when each stopped, undefined for never. */
function stopsOf(shares: readonly number[], run: { perArm: number; runs: number; seed: number }) {
  const next = random(run.seed);
  return Array.from({ length: run.runs }, () => {
    const arms = shares.map(() => ({ units: 0, hits: 0 }));
    let stoppedAt: number | undefined;
    for (let units = 1; units <= run.perArm && stoppedAt === undefined; units++) {
      for (const [index, arm] of arms.entries()) {
        arm.units++;
        if (next() < (shares[index] ?? 0)) arm.hits++;
        const [first, ...others] = arms as [Tally, ...Tally[]];
        if (others.some((other) => differs(first, other, others.length))) stoppedAt ??= units;
      }
    }
    return stoppedAt;
  });
}
const shareStopped = (stops: readonly (number | undefined)[]) =>
  stops.filter((stop) => stop !== undefined).length / stops.length;

describe("the sequential test", () => {
  it.each([0.05, 0.1, 0.2, 0.3, 0.5, 0.8])(
    "finds a difference where there is none in one of twenty experiments at most, though looked at after every unit: %f (AB-5)",
    (share) => {
      const stops = stopsOf([share, share], { perArm: 500, runs: 1500, seed: 11 });
      expect(shareStopped(stops)).toBeLessThanOrEqual(ALPHA);
    },
  );

  it("keeps that promise for all arms together (AB-9)", () => {
    const stops = stopsOf([0.3, 0.3, 0.3, 0.3], { perArm: 300, runs: 1000, seed: 5 });
    expect(shareStopped(stops)).toBeLessThanOrEqual(ALPHA);
  });

  it("is what peeking at a fixed test is not", () => {
    const next = random(3);
    const wrong = Array.from({ length: 400 }, () => {
      const [a, b] = [
        { units: 0, hits: 0 },
        { units: 0, hits: 0 },
      ];
      for (let units = 1; units <= 500; units++) {
        for (const arm of [a, b]) {
          arm.units++;
          if (next() < 0.3) arm.hits++;
        }
        const pooled = (a.hits + b.hits) / (2 * units);
        const deviation = Math.sqrt((2 * pooled * (1 - pooled)) / units);
        if (units >= LEAST_UNITS && Math.abs(a.hits - b.hits) / units > 1.96 * deviation) return true;
      }
      return false;
    });
    expect(wrong.filter(Boolean).length / wrong.length).toBeGreaterThan(4 * ALPHA);
  });

  it("finds 30 against 50 % within a hundred units an arm in more than half of the experiments (AB-5)", () => {
    const stops = stopsOf([0.3, 0.5], { perArm: 100, runs: 1500, seed: 23 });
    expect(shareStopped(stops)).toBeGreaterThan(0.55);
    const sorted = stops.filter((stop) => stop !== undefined).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(70);
  });

  it("covers the true difference at all times together in 95 % of experiments", () => {
    const next = random(41);
    const covered = Array.from({ length: 600 }, () => {
      const [a, b] = [
        { units: 0, hits: 0 },
        { units: 0, hits: 0 },
      ];
      for (let units = 1; units <= 300; units++) {
        a.units++;
        b.units++;
        if (next() < 0.3) a.hits++;
        if (next() < 0.4) b.hits++;
        const { low, high } = compare(a, b);
        if (units >= LEAST_UNITS && (low > 0.1 || high < 0.1)) return false;
      }
      return true;
    });
    expect(covered.filter(Boolean).length / covered.length).toBeGreaterThanOrEqual(0.95);
  });

  const tally = fc
    .record({ units: fc.integer({ min: 1, max: 3000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ units, share }) => ({ units, hits: Math.round(units * share) }));

  it("says the same whichever arm comes first, and its interval excludes nought exactly when it stops", () => {
    fc.assert(
      fc.property(tally, tally, (a, b) => {
        const [one, other] = [compare(a, b), compare(b, a)];
        expect(one.likelihoodRatio).toBeCloseTo(other.likelihoodRatio, 6);
        expect(one.estimate).toBeCloseTo(-other.estimate, 12);
        const stops = Math.min(a.units, b.units) >= LEAST_UNITS && (one.low > 0 || one.high < 0);
        if (Math.abs(one.likelihoodRatio - 1 / ALPHA) > 1e-6) expect(differs(a, b, 1)).toBe(stops);
      }),
    );
  });

  it("judges no arm of fewer than twenty, whatever it shows", () => {
    expect(differs({ units: 19, hits: 0 }, { units: 19, hits: 19 }, 1)).toBe(false);
    expect(differs({ units: 20, hits: 0 }, { units: 20, hits: 20 }, 1)).toBe(true);
  });
});

describe("arms that should be equally large", () => {
  it("may differ by chance and no more (AB-8)", () => {
    expect(unevenArms([100, 100])).toBe(false);
    expect(unevenArms([110, 90])).toBe(false);
    expect(unevenArms([135, 65])).toBe(true);
    expect(unevenArms([100, 100, 40])).toBe(true);
    expect(unevenArms([8, 0])).toBe(false);
  });
});

describe("what a person is shown beside it", () => {
  it.each([
    [3, 5, 0.23, 0.88],
    [9, 20, 0.26, 0.66],
    [45, 100, 0.36, 0.55],
  ])("is Wilson's interval: %i of %i (6.4)", (hits, units, low, high) => {
    const interval = wilson({ hits, units });
    expect(interval.low).toBeCloseTo(low, 2);
    expect(interval.high).toBeCloseTo(high, 2);
  });

  it("is the expected loss of choosing the second arm: 12 against 18 of 40 (AB-6)", () => {
    const { betterWith, expectedLoss, low, high } = prospectOf(
      { hits: 12, units: 40 },
      { hits: 18, units: 40 },
    );
    expect(betterWith).toBeCloseTo(0.88, 2);
    expect(expectedLoss).toBeCloseTo(0.005, 3);
    expect(low).toBeCloseTo(-0.04, 2);
    expect(high).toBeCloseTo(0.24, 2);
  });

  it("loses what the other wins: the difference of the two losses is the difference of the means", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (one, other) => {
        const [a, b] = [
          { units: 60, hits: one },
          { units: 60, hits: other },
        ];
        const [forth, back] = [prospectOf(a, b), prospectOf(b, a)];
        expect(back.expectedLoss - forth.expectedLoss).toBeCloseTo((other - one) / 80, 6);
        expect(forth.betterWith + back.betterWith).toBeCloseTo(1, 6);
      }),
    );
  });
});
