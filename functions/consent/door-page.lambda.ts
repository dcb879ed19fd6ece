import { doorPages } from "../../shared/contracts/consent/door-pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { makeDoorPages } from "./door.ts";
import { consentErrorPage } from "./page.ts";

const secrets = openSecrets();

/** The page behind the code that a rep shows in a visit. */
export const handler = serve(
  doorPages,
  makeDoorPages({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    auditTable: env(ENV.auditTable),
    company: env(ENV.companyName),
    profiles: openProfiles(env(ENV.profileSigners)),
    pepper: () => secrets(env(ENV.addressPepperSecret)),
  }),
  {
    clock: businessClock,
    log: openLog("consent-door"),
    originSecret: env(ENV.originSecret),
    errorPage: consentErrorPage,
  },
);
