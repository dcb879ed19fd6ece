import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeTurn } from "./pace.ts";

/** Turns at which requests that come at `asked` go, on a clock that stands still while they are asked. */
async function turnsOf(asked: readonly number[], gap: number): Promise<number[]> {
  let now = 0;
  const went: number[] = [];
  const sleep = async (milliseconds: number) => void went.push(now + milliseconds);
  const turn = makeTurn({ sms: gap, email: gap }, { now: () => now, sleep });
  for (const at of asked) {
    now = at;
    const before = went.length;
    await turn("email");
    if (went.length === before) went.push(at);
  }
  return went;
}

describe("the pace of one instance", () => {
  it("keeps turns apart, in order, and makes nobody wait without need", async () => {
    const arrivals = fc
      .array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 50 })
      .map((steps) => steps.map((_, index) => steps.slice(0, index).reduce((sum, step) => sum + step, 0)));
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 0, max: 400 }), async (asked, gap) => {
        const went = await turnsOf(asked, gap);
        for (const [index, at] of went.entries()) {
          const earliest = Math.max(asked[index] ?? 0, index === 0 ? 0 : (went[index - 1] ?? 0) + gap);
          expect(at).toBe(earliest);
        }
      }),
    );
  });

  it("does not let one channel wait for the other", async () => {
    const slept: number[] = [];
    const turn = makeTurn(
      { sms: 1000, email: 10 },
      { now: () => 0, sleep: async (milliseconds) => void slept.push(milliseconds) },
    );
    for (const channel of ["sms", "email", "email"] as const) await turn(channel);
    expect(slept).toEqual([10]);
  });
});
