import { spacesApi } from "../../shared/contracts/spaces.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeSpaces } from "./arrange.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

export const handler = serve(
  spacesApi,
  makeSpaces({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    hcpOrigin: env(ENV.hcpOrigin),
  }),
  {
    clock: businessClock,
    log: openLog("spaces-api"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
