import type { PendingWork } from "../../local/start/pending.ts";
import { until } from "../journeys/house.ts";

/** Lake and archive gather their files for a while; nothing that is checked here waits for them. */
const gathering = /^(Lake|Audit)/;
/** Readings of nothing under way, one after the other, before a house counts as idle. */
const QUIET_READINGS = 4;
const PATIENCE_SECONDS = 180;

/** Waits until nothing is under way in a house; what was given up is told, not waited for. */
export async function untilIdle(app: string): Promise<PendingWork & { readonly seconds: number }> {
  const startedAt = Date.now();
  let quiet = 0;
  return until(
    "rest",
    async () => {
      const pending = (await (await fetch(`${app}/_local/pending`)).json()) as PendingWork;
      const { letters: _, streams, ...counts } = pending;
      const reading = Object.entries(streams).filter(([mapping]) => !gathering.test(mapping));
      const busy = [...Object.entries(counts), ...reading].filter(([, count]) => count > 0);
      quiet = busy.length === 0 ? quiet + 1 : 0;
      if (quiet >= QUIET_READINGS)
        return { ...pending, seconds: Math.round((Date.now() - startedAt) / 1000) };
      if (busy.length > 0) throw new Error(JSON.stringify(busy));
      return undefined;
    },
    PATIENCE_SECONDS,
  );
}
