import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Instant } from "../../shared/model/time.ts";
import type { JumpingClock } from "../clock/clock.ts";
import type { Warn } from "../runtime-ports.ts";
import type { StartOptions } from "../start/options.ts";
import type { PendingWork } from "../start/pending.ts";
import { until } from "./callers.ts";
import { type SeedDeps, seed } from "./seed.ts";
import { at, weekBefore } from "./week.ts";

/** Files of the data directory that say how far the demo data is. */
const BEGUN = "seeding";
const SEEDED = "seeded";

/** Loads the demo data into a house that runs, and leaves business time where it was. */
export type LoadDemoData = (
  deps: Pick<SeedDeps, "app" | "hcp" | "tokenOf" | "inbox"> & { readonly pending: () => PendingWork },
) => Promise<void>;

/** Whether a house with this data directory is about to be filled. */
export function getsDemoData({ dataDir, fresh, empty }: StartOptions): boolean {
  return !empty && (fresh || [BEGUN, SEEDED].every((file) => !existsSync(join(dataDir, file))));
}

/**
 * Says whether a house gets the demo data, and then begins with business time on the first day of it: audit days that
 * were sealed take nothing more, so time only goes forward. Ask before anything reads the clock, and load before schedules
 * start: a day's seal would not wait for links that are on their way in real time.
 * @returns undefined when the data is there already, or not wanted
 */
export async function demoData(
  options: { readonly dataDir: string; readonly empty: boolean },
  clock: JumpingClock,
  warn: Warn,
): Promise<LoadDemoData | undefined> {
  const [begun, seeded] = [join(options.dataDir, BEGUN), join(options.dataDir, SEEDED)];
  if (existsSync(seeded)) return undefined;
  if (options.empty) {
    // a house that began empty stays so: time cannot go back under what people did in it
    writeFileSync(seeded, "");
    return undefined;
  }
  if (existsSync(begun)) {
    warn("the demo data was not loaded to its end; npm start -- --fresh starts over");
    return undefined;
  }
  const offsetMs = clock.offsetMs();
  const week = weekBefore(clock.now());
  writeFileSync(begun, "");
  await clock.setBusinessTime(at(week.prepared, "09:30"));
  return async ({ pending, ...deps }) => {
    const moveClock = async (to: Instant) => {
      await until("the end of what is under way", async () => (isQuiet(pending()) ? true : undefined));
      await clock.setBusinessTime(to);
    };
    await seed({ ...deps, week, now: Date.now() + offsetMs, moveClock });
    if (offsetMs === 0) await clock.reset();
    else await clock.setBusinessTime(Date.now() + offsetMs);
    writeFileSync(seeded, "");
  };
}

/** Whether everything that was begun is done, but for streams that gather in real time and change no record's time. */
function isQuiet({ invocations, deliveries, messages, reports }: PendingWork): boolean {
  return invocations + deliveries + messages + reports === 0;
}
