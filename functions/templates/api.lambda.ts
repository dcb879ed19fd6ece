import { templatesApi } from "../../shared/contracts/templates.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeTemplates } from "./handlers.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** Message templates, and the limits of what reps type into them. */
export const handler = serve(
  templatesApi,
  makeTemplates({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    profiles: openProfiles(env(ENV.profileSigners)),
    hcpOrigin: env(ENV.hcpOrigin),
    company: env(ENV.companyName),
  }),
  {
    clock: businessClock,
    log: openLog("templates-api"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
