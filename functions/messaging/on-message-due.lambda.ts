import type { SQSEvent } from "aws-lambda";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles, watched } from "../runtime/profiles.ts";
import { eachMessage } from "../runtime/records.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { DueBody } from "./due-queue.ts";
import { makeHandOff } from "./hand-off.ts";
import { makeTurn, REAL_TIME } from "./pace.ts";
import { readinessOf, senderSettings } from "./sender-settings.ts";
import { openSender } from "./senders.ts";

const log = openLog("messaging");
const secrets = openSecrets();
const settings = senderSettings(env, optionalEnv);
const sessionKeySecret = env(ENV.sessionKeySecret);
const handOff = makeHandOff({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: watched(openProfiles(env(ENV.profileSigners)), log),
  providers: readinessOf(settings),
  sender: openSender(settings),
  pictureBucket: optionalEnv(ENV.mediaBucket),
  microsPerMail: Number(env(ENV.microsPerMail)),
  sessionKey: () => secrets(sessionKeySecret),
  clock: businessClock,
  log,
});

const gapMs = { email: Number(env(ENV.mailGapMs)), sms: Number(optionalEnv(ENV.smsGapMs) ?? 0) };
const turn = makeTurn(gapMs, REAL_TIME);

/** Asks the send gate about due messages and hands off what it allows, at the providers' pace. */
export const handler = (event: SQSEvent) =>
  eachMessage(event, log, async (record) => {
    const { messageId, channel } = DueBody.parse(JSON.parse(record.body));
    await turn(channel);
    await handOff(messageId);
  });
