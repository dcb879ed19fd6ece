import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BusyHouse, startBusyHouse } from "./write-units.ts";

/** Long enough for a burst of 400 beacons on a busy machine. */
const WINDOW_SECONDS = 6;

let house: BusyHouse;
beforeAll(async () => {
  house = await startBusyHouse(WINDOW_SECONDS);
});
afterAll(() => house.close());

describe("write units per event, counted at the gateway (decision 0017)", () => {
  it("are at most 0.5 at one view a second, of which a beacon itself takes one for its five events", async () => {
    const cost = await house.play(1, 3);
    expect(cost.events).toBe(600);
    expect(cost.units["Engagement"]).toBeGreaterThanOrEqual(600 / 5);
    expect(cost.units["Engagement"]).toBeLessThanOrEqual(600 / 5 + cost.resent);
    expect(cost.perEvent, JSON.stringify(cost)).toBeLessThanOrEqual(0.5 + cost.resent / cost.events);
  });

  it("are at most 0.4 at ten views a second, where 0.4 is what the views' own items cost", async () => {
    const cost = await house.play(10, 2);
    expect(cost.events).toBe(4000);
    expect(cost.perEvent, JSON.stringify(cost)).toBeLessThanOrEqual(0.4 + cost.resent / cost.events);
  });

  it("rest on a fold that gathers for 20 seconds", () => {
    expect(house.deployedWindow).toBe(20);
  });
});
