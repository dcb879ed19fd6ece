import { contentApi } from "../../shared/contracts/content.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeContent } from "./handlers.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

export const handler = serve(
  contentApi,
  makeContent({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    profiles: openProfiles(env(ENV.profileSigners)),
  }),
  {
    clock: businessClock,
    log: openLog("content-api"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
