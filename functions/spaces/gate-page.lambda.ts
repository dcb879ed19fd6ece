import { gateApi } from "../../shared/contracts/spaces/gate.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { spacesErrorPage } from "./error-page.ts";
import { makeGate } from "./gate-page.ts";

const secrets = openSecrets();

export const handler = serve(
  gateApi,
  makeGate({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    auditTable: env(ENV.auditTable),
    peopleTable: env(ENV.peopleTable),
    engagementTable: env(ENV.engagementTable),
    company: env(ENV.companyName),
    sessionKey: () => secrets(env(ENV.sessionKeySecret)),
  }),
  {
    clock: businessClock,
    log: openLog("spaces-gate"),
    originSecret: env(ENV.originSecret),
    errorPage: spacesErrorPage(env(ENV.companyName)),
  },
);
