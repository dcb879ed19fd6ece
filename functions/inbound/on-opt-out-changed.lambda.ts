import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { EventBridgeEvent } from "aws-lambda";
import { consentChanged } from "../../shared/contracts/consent.ts";
import { serviceTextSettled } from "../../shared/contracts/messaging.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { detailOf } from "../runtime/events.ts";
import { openTables } from "../runtime/tables.ts";
import { makeMirrorNumber } from "./mirror-number.ts";
import { NO_LIST, openOptOutList } from "./opt-out-list.ts";

const list = optionalEnv(ENV.smsOptOutList);
const mirror = makeMirrorNumber({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  company: env(ENV.companyName),
  optOuts: list === undefined ? NO_LIST : openOptOutList(new PinpointSMSVoiceV2Client({}), list),
  clock: businessClock,
});

/** Brings the provider's opt-out list to what the ledger says. */
export const handler = (event: EventBridgeEvent<string, unknown>) =>
  event["detail-type"] === serviceTextSettled.name
    ? mirror.afterAnswer(detailOf(serviceTextSettled, event).textId)
    : mirror.ofPerson(detailOf(consentChanged, event).hcpId);
