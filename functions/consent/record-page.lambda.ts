import { recordPages } from "../../shared/contracts/consent/choice-pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { choicesErrorPage } from "./choices-ends.ts";
import { makeRecordPage } from "./record-page.ts";

const secrets = openSecrets();

/** The HCP's own record as a file. */
export const handler = serve(
  recordPages,
  makeRecordPage({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    insightsTable: env(ENV.insightsTable),
    company: env(ENV.companyName),
    sessionKey: () => secrets(env(ENV.sessionKeySecret)),
  }),
  {
    clock: businessClock,
    log: openLog("consent-record"),
    originSecret: env(ENV.originSecret),
    errorPage: choicesErrorPage(env(ENV.companyName)),
  },
);
