import { spacePreviewApi } from "../../shared/contracts/spaces/pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openMediaSigner } from "../runtime/signed-media.ts";
import { openTables } from "../runtime/tables.ts";
import { makeSpacePreviewPage } from "./space-preview.ts";

/** Shows reps an HCP's page in the app's frame. */
export const handler = serve(
  spacePreviewApi,
  makeSpacePreviewPage({
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    peopleTable: env(ENV.peopleTable),
    company: env(ENV.companyName),
    appOrigin: env(ENV.appOrigin),
    signer: openMediaSigner(openSecrets()),
  }),
  { clock: businessClock, log: openLog("spaces-preview"), originSecret: env(ENV.originSecret) },
);
