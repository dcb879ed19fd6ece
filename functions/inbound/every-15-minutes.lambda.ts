import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { mirrorSuppressions } from "./mirror-suppressions.ts";
import { NO_LIST, openOptOutList } from "./opt-out-list.ts";
import { reconcileOptOuts } from "./reconcile-opt-outs.ts";
import { openSesSuppressions } from "./ses-suppressions.ts";
import { withdrawUndecided } from "./withdraw-undecided.ts";

const secrets = openSecrets();
const list = optionalEnv(ENV.smsOptOutList);
const deps = {
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  pepper: () => secrets(env(ENV.addressPepperSecret)),
  company: env(ENV.companyName),
  optOuts: list === undefined ? NO_LIST : openOptOutList(new PinpointSMSVoiceV2Client({}), list),
  mails: openSesSuppressions(new SESv2Client({})),
  clock: businessClock,
  realTime: Date.now,
  log: openLog("inbound-reconciler"),
};

/** What nobody tells us: undecided texts whose time is over, the provider's opt-outs, SES's suppressed addresses. */
export const handler = async (): Promise<void> => {
  // side by side: a provider that does not answer must not hold up the others
  const runs = await Promise.allSettled([
    withdrawUndecided(deps),
    reconcileOptOuts(deps),
    mirrorSuppressions(deps),
  ]);
  for (const run of runs) if (run.status === "rejected") throw run.reason;
};
