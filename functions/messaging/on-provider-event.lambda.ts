import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeSettle } from "./settle.ts";

/** Delivery events of SES and the SMS service, from the default bus. */
export const handler = makeSettle({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  clock: businessClock,
  log: openLog("messaging"),
});
