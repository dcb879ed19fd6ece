import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ENV } from "../../shared/names.ts";
import { env } from "./env.ts";
import { openLog } from "./log.ts";
import { makeOutbox } from "./outbox.ts";

/** The outbox: stream of the records table → domain bus. */
export const handler = makeOutbox({
  bus: env(ENV.domainBus),
  events: new EventBridgeClient({}),
  log: openLog("outbox"),
});
