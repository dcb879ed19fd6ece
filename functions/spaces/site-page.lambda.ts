import { sitePageApi } from "../../shared/contracts/spaces/pages.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { spacesErrorPage } from "./error-page.ts";
import { makeSitePage } from "./site-page.ts";

/** The HCP site's front page, and whatever else is asked for. */
export const handler = serve(sitePageApi, makeSitePage({ company: env(ENV.companyName) }), {
  clock: businessClock,
  log: openLog("spaces-site"),
  originSecret: env(ENV.originSecret),
  errorPage: spacesErrorPage(env(ENV.companyName)),
});
