import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { providerReport } from "./provider-event.ts";
import { makeSettle } from "./settle.ts";

const settle = makeSettle({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  microsPerMail: Number(env(ENV.microsPerMail)),
  clock: businessClock,
  log: openLog("messaging"),
});

/** Delivery events of SES and the text service, from the default bus, which is best effort. */
export const handler = (event: unknown) => settle(providerReport(event));
