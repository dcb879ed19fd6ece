import type { EventBridgeEvent, SQSEvent } from "aws-lambda";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { eachMessage } from "../runtime/records.ts";
import { openTables } from "../runtime/tables.ts";
import { providerReport, publishedReport } from "./provider-event.ts";
import { makeSettle } from "./settle.ts";

const log = openLog("messaging");
const settle = makeSettle({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  microsPerMail: Number(env(ENV.microsPerMail)),
  clock: businessClock,
  log,
});

/**
 * What SES and the text service report, by both ways: from the default bus, which is best effort and fast, and from the
 * topic of the configuration sets through a queue that loses none.
 */
export const handler = (event: SQSEvent | EventBridgeEvent<string, unknown>) =>
  "Records" in event
    ? eachMessage(event, log, (record) => settle(publishedReport(record.body)))
    : settle(providerReport(event));
