import { type Figure, type FigureResult, rounded } from "./figure.ts";
import { startBusyHouse, VIEW } from "./write-units.ts";

const RATES = [
  { viewsPerSecond: 1, windows: 5, goal: 0.5 },
  { viewsPerSecond: 10, windows: 3, goal: 0.3 },
] as const;
/** One durable write for each beacon: what the events cost before anybody counts them. */
const FLOOR = VIEW.beacons / VIEW.events;

/** Counted, not timed: one run is enough. */
async function writes(): Promise<FigureResult[]> {
  const house = await startBusyHouse(6);
  try {
    const results: FigureResult[] = [];
    for (const { viewsPerSecond, windows, goal } of RATES) {
      const { perEvent, units, events } = await house.play(viewsPerSecond, windows);
      results.push({
        name: `write-units-${viewsPerSecond}-per-second`,
        value: rounded(perEvent),
        unit: "WRU per event",
        floor: FLOOR,
        ratio: rounded(perEvent / FLOOR),
        details: { events, ...units, window: house.deployedWindow, goal },
      });
    }
    return results;
  } finally {
    await house.close();
  }
}

export const writeFigures: readonly Figure[] = [
  {
    name: "write-units",
    what: "write units per event with the fold running, counted at the gateway",
    measure: writes,
  },
];
