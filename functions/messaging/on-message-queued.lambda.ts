import { SQSClient } from "@aws-sdk/client-sqs";
import type { EventBridgeEvent } from "aws-lambda";
import { messageQueued } from "../../shared/contracts/messaging.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { detailOf } from "../runtime/events.ts";
import { openTables } from "../runtime/tables.ts";
import { makeDueQueue } from "./due-queue.ts";
import { makeEnqueueNow } from "./enqueue-now.ts";

const enqueueNow = makeEnqueueNow({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  queue: makeDueQueue(new SQSClient({}), env(ENV.dueQueueUrl)),
  clock: businessClock,
});

/** A message that is due at once does not wait for the next minute. */
export const handler = (event: EventBridgeEvent<string, unknown>) =>
  enqueueNow(detailOf(messageQueued, event).messageId);
