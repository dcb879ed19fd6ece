import { beforeAll, describe, expect, it } from "vitest";
import { type BurstResult, burst } from "./burst.ts";

const PEOPLE = 300;
const WITHDRAWALS = 15;

/** The same as `npm run burst`, which lets ten thousand messages fall due. */
describe("a burst of messages that fall due in one minute, at a provider that accepts 50 a second", () => {
  let result: BurstResult;
  beforeAll(async () => {
    result = await burst(PEOPLE, WITHDRAWALS);
  });

  it("leaves whole but for those who withdrew midway, whose messages stay", () => {
    expect(result.stopped).toBe(WITHDRAWALS);
    expect(result.leftAfterWithdrawal).toBe(0);
    expect(result.states).toEqual({ sent: PEOPLE - WITHDRAWALS, denied: WITHDRAWALS });
  });

  it("sends no message twice, although the queue delivers some twice", () => {
    expect(result.acceptedTwice).toBe(0);
  });

  it("keeps to the provider's rate: what other mail crowds out is refused once and never again", () => {
    expect(result.peakPerSecond).toBeLessThanOrEqual(50);
    expect(result.refusedOnce).toBeGreaterThan(0);
    expect(result.refusedTwice).toBe(0);
  });

  it("takes the time that the pace allows, and two more minutes for what was refused", () => {
    expect(result.businessSeconds).toBeGreaterThanOrEqual(PEOPLE / 50);
    expect(result.businessSeconds).toBeLessThanOrEqual(PEOPLE / 40 + 2 * 60 + 10);
  });
});
