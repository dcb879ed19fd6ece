import { type insightsApi, SMALLEST_GROUP } from "../../shared/contracts/insights.ts";
import { DAY, instantText, mondayOf } from "../../shared/model/time.ts";
import { territoriesOf } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type WeekSums, weeksOf } from "./cohort-store.ts";
import type { HcpInsightsDeps } from "./hcp-insights.ts";

/** The rep's own territories in sums: two Queries for each, whatever number of messages and visits there was. */
export function makeTerritoryInsights(
  deps: HcpInsightsDeps,
): Pick<HandlersOf<typeof insightsApi>, "readTerritoryInsights"> {
  return {
    readTerritoryInsights: async ({ query, caller, context: { now } }) => {
      const from = mondayOf(now - (query.weeks - 1) * 7 * DAY);
      const own = await territoriesOf(deps, caller.userId, now);
      const territories = await Promise.all(
        own.map(async (territory) => ({
          territory,
          weeks: (await weeksOf(deps, territory, from)).map(withoutSmallGroups),
        })),
      );
      return { asOf: instantText(now), territories };
    },
  };
}

/**
 * Pure: visits of a handful of people are visits of somebody known; they are left out (INV-4), and what nobody knows with
 * them, because it would say how many there were.
 */
export function withoutSmallGroups(sums: WeekSums) {
  const { visited, visitors, human, unknown, ...rest } = sums;
  const open = { ...rest, raw: human + rest.machine + unknown };
  const few = open.people > 0 && open.people < SMALLEST_GROUP;
  return few ? open : { ...open, visited, visitors, human, unknown };
}
