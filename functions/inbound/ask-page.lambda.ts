import { askPages } from "../../shared/contracts/inbound.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { askErrorPage, makeAskPage } from "./ask-page.ts";

const secrets = openSecrets();

/** The HCP's form for a question. */
export const handler = serve(
  askPages,
  makeAskPage({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    restrictedTable: env(ENV.restrictedTable),
    auditTable: env(ENV.auditTable),
    company: env(ENV.companyName),
    sessionKey: () => secrets(env(ENV.sessionKeySecret)),
  }),
  {
    clock: businessClock,
    log: openLog("inbound-ask"),
    originSecret: env(ENV.originSecret),
    errorPage: askErrorPage(env(ENV.companyName)),
  },
);
