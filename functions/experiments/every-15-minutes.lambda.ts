import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeLook } from "./end-experiment.ts";

/** Ends experiments that have found something, harm somebody, or are over. */
export const handler = makeLook({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  auditTable: env(ENV.auditTable),
  insightsTable: env(ENV.insightsTable),
  clock: businessClock,
  log: openLog("experiments"),
});
