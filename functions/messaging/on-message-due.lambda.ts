import type { SQSEvent } from "aws-lambda";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { eachMessage } from "../runtime/records.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { DueBody } from "./due-queue.ts";
import { makeHandOff } from "./hand-off.ts";
import { readinessOf } from "./readiness.ts";
import { openSender } from "./senders.ts";

const log = openLog("messaging");
const secrets = openSecrets();
const pinpointApplicationId = optionalEnv(ENV.pinpointApplicationId);
const sessionKeySecret = env(ENV.sessionKeySecret);
const handOff = makeHandOff({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: openProfiles(env(ENV.profileSigners)),
  providers: readinessOf(pinpointApplicationId),
  sender: openSender({
    from: env(ENV.senderAddress),
    configurationSet: env(ENV.sesConfigurationSet),
    pinpointApplicationId,
    smsOrigination: optionalEnv(ENV.smsOriginationIdentity),
  }),
  sessionKey: () => secrets(sessionKeySecret),
  clock: businessClock,
  log,
});

/** Asks the send gate about due messages and hands off what it allows. */
export const handler = (event: SQSEvent) =>
  eachMessage(event, log, (record) => handOff(DueBody.parse(JSON.parse(record.body)).messageId));
