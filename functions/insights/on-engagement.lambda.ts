import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeFold } from "./on-engagement.ts";

export const handler = makeFold({
  tables: openTables(),
  insightsTable: env(ENV.insightsTable),
  engagementTable: env(ENV.engagementTable),
  recordsTable: env(ENV.recordsTable),
  realNow: Date.now,
  clock: businessClock,
  log: openLog("insights-fold"),
});
