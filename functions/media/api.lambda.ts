import { assetsApi } from "../../shared/contracts/media.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeAssets } from "./assets.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

export const handler = serve(
  assetsApi,
  makeAssets({ tables, auditTable, recordsTable: env(ENV.recordsTable) }),
  {
    clock: businessClock,
    log: openLog("media-api"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
