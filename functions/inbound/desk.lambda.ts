import { deskApi } from "../../shared/contracts/inbound.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeDesk } from "./desk.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** Questions behind the wall, for medical information and safety. */
export const handler = serve(
  deskApi,
  makeDesk({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    restrictedTable: env(ENV.restrictedTable),
  }),
  {
    clock: businessClock,
    log: openLog("inbound-desk"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
