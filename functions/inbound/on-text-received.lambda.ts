import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SQSEvent } from "aws-lambda";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { eachMessage } from "../runtime/records.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { NO_LIST, openOptOutList } from "./opt-out-list.ts";
import { makeReceiveText } from "./receive-text.ts";

const log = openLog("inbound");
const secrets = openSecrets();
const list = optionalEnv(ENV.smsOptOutList);
const receive = makeReceiveText({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  pepper: () => secrets(env(ENV.addressPepperSecret)),
  company: env(ENV.companyName),
  optOuts: list === undefined ? NO_LIST : openOptOutList(new PinpointSMSVoiceV2Client({}), list),
  clock: businessClock,
  log,
});

/** Texts that were sent to our numbers: SNS → SQS → here. */
export const handler = (event: SQSEvent) => eachMessage(event, log, (record) => receive(record.body));
