import { setTimeout as wait } from "node:timers/promises";
import type { EventBridgeEvent } from "aws-lambda";
import { confirmationRequested } from "../../shared/contracts/consent.ts";
import { serviceTextDue } from "../../shared/contracts/messaging.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { detailOf } from "../runtime/events.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeAskByText } from "./ask-by-text.ts";
import { makeSendServiceText } from "./send-service-text.ts";
import { openTextSender } from "./senders.ts";
import { textSettings } from "./text-settings.ts";

const deps = {
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  sender: openTextSender({ from: "", ...textSettings(optionalEnv) }),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: openProfiles(env(ENV.profileSigners)),
  clock: businessClock,
  wait: async (ms: number) => wait(ms),
  log: openLog("service-texts"),
};
const send = makeSendServiceText(deps);
const ask = makeAskByText(deps);

/** Texts outside the send gate: answers, and the request to confirm a permission from the phone. */
export const handler = (event: EventBridgeEvent<string, unknown>) =>
  event["detail-type"] === confirmationRequested.name
    ? ask(detailOf(confirmationRequested, event))
    : send(detailOf(serviceTextDue, event).textId);
