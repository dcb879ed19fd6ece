import { directoryApi } from "../../shared/contracts/directory.ts";
import { ENV } from "../../shared/names.ts";
import { recordDenial } from "../runtime/audit.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeDirectoryApi } from "./api.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** People, territories and the state of imports. */
export const handler = serve(
  directoryApi,
  makeDirectoryApi({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    insightsTable: env(ENV.insightsTable),
  }),
  {
    clock: businessClock,
    log: openLog("directory-api"),
    originSecret: env(ENV.originSecret),
    onDenied: ({ userId }, action, objectId, now) =>
      recordDenial(
        tables,
        auditTable,
        { actor: { type: "user", id: userId }, action, objectId, reason: "role" },
        now,
      ),
  },
);
