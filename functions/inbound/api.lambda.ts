import { inboundApi } from "../../shared/contracts/inbound.ts";
import { ENV } from "../../shared/names.ts";
import { recordDenial } from "../runtime/audit.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeInboundApi } from "./api.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** Texts that wait for a person. */
export const handler = serve(
  inboundApi,
  makeInboundApi({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
  }),
  {
    clock: businessClock,
    log: openLog("inbound-api"),
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
