import { insightsApi } from "../../shared/contracts/insights.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeHcpInsights } from "./hcp-insights.ts";
import { makeTerritoryInsights } from "./territory-insights.ts";
import { makeTimeline } from "./timeline.ts";
import { makeToday } from "./today.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);
const deps = {
  tables,
  auditTable,
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  insightsTable: env(ENV.insightsTable),
  realNow: Date.now,
};

export const handler = serve(
  insightsApi,
  { ...makeHcpInsights(deps), ...makeTimeline(deps), ...makeTerritoryInsights(deps), ...makeToday(deps) },
  {
    clock: businessClock,
    log: openLog("insights-api"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
