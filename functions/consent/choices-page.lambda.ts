import { choicePages } from "../../shared/contracts/consent/choice-pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { choicesErrorPage } from "./choices-ends.ts";
import { makeChoices } from "./choices-page.ts";

const secrets = openSecrets();

/** The HCP's preference centre. */
export const handler = serve(
  choicePages,
  makeChoices({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    auditTable: env(ENV.auditTable),
    insightsTable: env(ENV.insightsTable),
    engagementTable: env(ENV.engagementTable),
    company: env(ENV.companyName),
    profiles: openProfiles(env(ENV.profileSigners)),
    sessionKey: () => secrets(env(ENV.sessionKeySecret)),
  }),
  {
    clock: businessClock,
    log: openLog("consent-choices"),
    originSecret: env(ENV.originSecret),
    errorPage: choicesErrorPage(env(ENV.companyName)),
  },
);
