import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finding, longestUnplayed, replaysOf, stepsOf, summary } from "./watch-picture.ts";

/** A film of 30 s: `plays` and `visits` of stretches. */
function film(stretches: readonly (readonly [from: number, to: number, plays: number, visits: number])[]) {
  const playsPerSecond = Array.from({ length: 30 }, () => 0);
  const visitsPerSecond = Array.from({ length: 30 }, () => 0);
  for (const [from, to, plays, visits] of stretches)
    for (let second = from; second < to; second++) {
      playsPerSecond[second] = plays;
      visitsPerSecond[second] = visits;
    }
  return {
    playsPerSecond,
    visitsPerSecond,
    durationSeconds: 30.006,
    uniqueSeconds: playsPerSecond.filter((plays) => plays > 0).length,
    visits: Math.max(0, ...visitsPerSecond),
  };
}

describe("the watch map", () => {
  it("names the stretch that was played again within a visit", () => {
    const insight = film([
      [0, 30, 1, 1],
      [12, 18, 3, 1],
    ]);
    expect(finding(insight)).toBe("Played 0:12 to 0:18 again");
    expect(replaysOf(insight)).toEqual([{ from: 12, to: 18, plays: 3 }]);
    expect(summary(insight)).toBe("Saw 30 s of 30 s over 1 visit. 0:12 to 0:18 was played up to 3 times.");
  });

  it("does not take a second visit for going back", () => {
    const insight = film([[0, 30, 2, 2]]);
    expect(replaysOf(insight)).toEqual([]);
    expect(finding(insight)).toBe("Played to the end");
  });

  it("says what has not been played", () => {
    const insight = film([[0, 12, 1, 1]]);
    expect(finding(insight)).toBe("Played 12 s of 30 s");
    expect(longestUnplayed(insight)).toMatchObject({ from: 12, to: 30 });
    expect(summary(insight)).toBe("Saw 12 s of 30 s over 1 visit. 0:12 to 0:30 has not been played.");
  });

  it("says so when it was only opened", () => {
    expect(finding(film([]))).toBe("Opened, not played");
  });

  it("joins neighbours of one replay and leaves single seconds out", () => {
    const insight = film([
      [0, 30, 1, 1],
      [5, 6, 2, 1],
      [10, 12, 2, 1],
      [12, 14, 4, 1],
    ]);
    expect(replaysOf(insight)).toEqual([{ from: 10, to: 14, plays: 4 }]);
  });

  it("covers every second of the film once, with all its plays", () => {
    const second = fc.tuple(fc.nat(4), fc.nat(4));
    fc.assert(
      fc.property(fc.array(second, { maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (seconds, length) => {
        const insight = {
          playsPerSecond: seconds.map(([plays]) => plays),
          visitsPerSecond: seconds.map(([, visits]) => visits),
          durationSeconds: length,
        };
        const steps = stepsOf(insight);
        expect(steps[0]?.from).toBe(0);
        expect(steps.at(-1)?.to).toBe(length);
        for (const [index, { from, to, first, again }] of steps.entries()) {
          expect(from).toBe(index === 0 ? 0 : steps[index - 1]?.to);
          for (let at = from; at < to; at++) expect(first + again).toBe(insight.playsPerSecond[at] ?? 0);
        }
      }),
    );
  });
});
