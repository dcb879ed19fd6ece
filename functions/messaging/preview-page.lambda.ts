import { mailPreviewApi } from "../../shared/contracts/messaging/preview.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeMailPreviewPage } from "./mail-preview.ts";

/** Shows senders their mail in the app's frame. */
export const handler = serve(
  mailPreviewApi,
  makeMailPreviewPage({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    appOrigin: env(ENV.appOrigin),
    hcpOrigin: env(ENV.hcpOrigin),
    company: env(ENV.companyName),
    profiles: openProfiles(env(ENV.profileSigners)),
    // a preview asks nobody whether anything may leave
    providers: { sms: false, email: true },
  }),
  { clock: businessClock, log: openLog("messaging-preview"), originSecret: env(ENV.originSecret) },
);
