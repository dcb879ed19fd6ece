import { SQSClient } from "@aws-sdk/client-sqs";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeDueQueue } from "./due-queue.ts";
import { makeSweep } from "./sweep-due.ts";

/** Moves due messages to the queue. */
export const handler = makeSweep({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  queue: makeDueQueue(new SQSClient({}), env(ENV.dueQueueUrl)),
  clock: businessClock,
  log: openLog("messaging"),
});
