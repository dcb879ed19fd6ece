import { experimentsApi } from "../../shared/contracts/experiments.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeExperimentsApi } from "./api.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** Planning, registering and looking at experiments. */
export const handler = serve(
  experimentsApi,
  makeExperimentsApi({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    insightsTable: env(ENV.insightsTable),
    profiles: openProfiles(env(ENV.profileSigners)),
  }),
  {
    clock: businessClock,
    log: openLog("experiments"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
