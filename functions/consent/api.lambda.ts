import { consentApi } from "../../shared/contracts/consent.ts";
import { ENV } from "../../shared/names.ts";
import { recordDenial } from "../runtime/audit.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeConsentApi } from "./api.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

/** Permissions as reps and administrators record and read them. */
export const handler = serve(
  consentApi,
  makeConsentApi({
    tables,
    auditTable,
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    hcpOrigin: env(ENV.hcpOrigin),
    company: env(ENV.companyName),
  }),
  {
    clock: businessClock,
    log: openLog("consent-api"),
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
