import { consentPages } from "../../shared/contracts/consent/link-pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { consentErrorPage, makeConsentPages } from "./page.ts";

/** The HCP's confirmation and unsubscribe links. */
export const handler = serve(
  consentPages,
  makeConsentPages({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    auditTable: env(ENV.auditTable),
    engagementTable: env(ENV.engagementTable),
    company: env(ENV.companyName),
  }),
  {
    clock: businessClock,
    log: openLog("consent-page"),
    originSecret: env(ENV.originSecret),
    errorPage: consentErrorPage,
  },
);
