import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClockJump, createClock } from "./clock.ts";

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "clock-"));
  file = join(dir, "deep", "clock.json");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(2000);

describe("the business clock", () => {
  it("tells real time until it is set", () => {
    const clock = createClock(file);
    expect(clock.offsetMs()).toBe(0);
    near(clock.now(), Date.now());
  });

  it("jumps to the instant, keeps it over a restart and goes back on reset", async () => {
    const clock = createClock(file);
    await clock.setBusinessTime("2031-05-04T08:00:00Z");
    near(clock.now(), Date.parse("2031-05-04T08:00:00Z"));
    const restarted = createClock(file);
    expect(restarted.offsetMs()).toBe(clock.offsetMs());
    await restarted.reset();
    expect(createClock(file).offsetMs()).toBe(0);
  });

  it("resolves a jump only after every listener has acted on it", async () => {
    const clock = createClock(file);
    const heard: ClockJump[] = [];
    clock.onJump(async (jump) => {
      await new Promise((resume) => setImmediate(resume));
      heard.push(jump);
    });
    await clock.setBusinessTime(new Date("2030-01-01T00:00:00Z"));
    near(heard[0]?.toMs ?? 0, Date.parse("2030-01-01T00:00:00Z"));
    near(heard[0]?.fromMs ?? 0, Date.now());
  });

  it("tells the other listeners although one fails, and says so", async () => {
    const clock = createClock(file);
    let heard = 0;
    clock.onJump(() => {
      throw new Error("no");
    });
    const forget = clock.onJump(() => {
      heard += 1;
    });
    await expect(clock.setBusinessTime("2030-01-01T00:00:00Z")).rejects.toThrow("not everything followed");
    expect(heard).toBe(1);
    forget();
    await clock.reset().catch(() => undefined);
    expect(heard).toBe(1);
  });

  it("refuses what is no instant and stays where it was", async () => {
    const clock = createClock(file);
    await expect(clock.setBusinessTime("soon")).rejects.toThrow(RangeError);
    expect(clock.offsetMs()).toBe(0);
  });
});
