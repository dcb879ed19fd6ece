import { bulkApi } from "../../shared/contracts/messaging/bulk.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeBulkApi } from "./bulk-api.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** Inviting many: choosing, looking at the verdicts, sending, taking back. */
export const handler = serve(
  bulkApi,
  makeBulkApi({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
  }),
  {
    clock: businessClock,
    log: openLog("messaging"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
