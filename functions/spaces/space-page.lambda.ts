import { spacePageApi } from "../../shared/contracts/spaces/pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openMediaSigner } from "../runtime/signed-media.ts";
import { openTables } from "../runtime/tables.ts";
import { spacesErrorPage } from "./error-page.ts";
import { makeSpacePage } from "./space-page.ts";

const secrets = openSecrets();

export const handler = serve(
  spacePageApi,
  makeSpacePage({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    engagementTable: env(ENV.engagementTable),
    company: env(ENV.companyName),
    sessionKey: () => secrets(env(ENV.sessionKeySecret)),
    signer: openMediaSigner(secrets),
  }),
  {
    clock: businessClock,
    log: openLog("spaces-space"),
    originSecret: env(ENV.originSecret),
    errorPage: spacesErrorPage(env(ENV.companyName)),
  },
);
