import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ActiveTime, type PageState } from "./active-time.ts";

const READING: PageState = { inFront: true, onScreen: "a" };
const PLAYING: PageState = { inFront: true, onScreen: "a", playing: "a" };
const AWAY: PageState = { inFront: false, onScreen: "a", playing: "a" };

/** Looks every second, as the page does. */
function stay(time: ActiveTime, state: PageState, from: number, to: number): void {
  for (let at = from; at <= to; at += 1000) time.look(at, state);
}

describe("active time", () => {
  it("is 30 s of a tab that is visible for 120 s without a touch", () => {
    const time = new ActiveTime(0);
    stay(time, READING, 0, 120_000);
    expect(time.take()).toEqual([["a", 30_000]]);
  });

  it("goes on for 30 s from the last touch, without what was idle before it", () => {
    const time = new ActiveTime(0);
    stay(time, READING, 0, 60_000);
    time.touch(60_500);
    stay(time, READING, 61_000, 120_000);
    expect(time.take()).toEqual([["a", 60_000]]);
  });

  it("needs no touch while a film plays in view", () => {
    const time = new ActiveTime(0);
    stay(time, PLAYING, 0, 120_000);
    expect(time.take()).toEqual([["a", 120_000]]);
  });

  it("ends when the page goes out of sight or loses the focus, also while a film plays", () => {
    const time = new ActiveTime(0);
    stay(time, PLAYING, 0, 10_000);
    stay(time, AWAY, 10_250, 60_250);
    stay(time, PLAYING, 60_250, 65_250);
    expect(time.take()).toEqual([["a", 15_250]]);
  });

  it("belongs to the piece that was on screen, and to none where none was", () => {
    const time = new ActiveTime(0);
    stay(time, READING, 0, 4000);
    stay(time, { inFront: true, onScreen: "b" }, 4000, 9000);
    stay(time, { inFront: true }, 9000, 12_000);
    expect(time.take()).toEqual([
      ["a", 4000],
      ["b", 5000],
    ]);
  });

  it("leaves out what a sleeping phone cannot have seen", () => {
    const time = new ActiveTime(0);
    stay(time, PLAYING, 0, 5000);
    stay(time, PLAYING, 905_000, 907_000);
    expect(time.take()).toEqual([["a", 7000]]);
  });

  it("is never longer than the time that passed, however it is looked at and taken", () => {
    const step = fc.record({
      ms: fc.integer({ min: 0, max: 20_000 }),
      state: fc.constantFrom(READING, PLAYING, AWAY, { inFront: true }),
      touch: fc.boolean(),
      take: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const time = new ActiveTime(0);
        let now = 0;
        let counted = 0;
        const take = () => {
          for (const [, ms] of time.take()) counted += ms;
        };
        for (const { ms, state, touch, take: cut } of steps) {
          now += ms;
          if (touch) time.touch(now);
          time.look(now, state);
          if (cut) take();
        }
        take();
        expect(counted).toBeLessThanOrEqual(now);
      }),
    );
  });
});
