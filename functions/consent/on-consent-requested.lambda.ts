import { SESv2Client } from "@aws-sdk/client-sesv2";
import type { EventBridgeEvent } from "aws-lambda";
import { confirmationRequested } from "../../shared/contracts/consent.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { detailOf } from "../runtime/events.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { sesSender } from "./mail-sender.ts";
import { makeSendConfirmation } from "./send-confirmation.ts";

const secrets = openSecrets();
const ses = new SESv2Client({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 },
});
const send = makeSendConfirmation({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  sessionKey: () => secrets(env(ENV.sessionKeySecret)),
  send: sesSender(ses, { address: env(ENV.senderAddress), configurationSet: env(ENV.sesConfigurationSet) }),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: openProfiles(env(ENV.profileSigners)),
  clock: businessClock,
  log: openLog("consent-confirmation"),
});

/** Bus `consent.confirmation_requested` → one confirmation mail. */
export const handler = (event: EventBridgeEvent<string, unknown>) =>
  send(detailOf(confirmationRequested, event));
