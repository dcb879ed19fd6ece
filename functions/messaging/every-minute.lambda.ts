import { SQSClient } from "@aws-sdk/client-sqs";
import type { Context } from "aws-lambda";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeDueQueue } from "./due-queue.ts";
import { makeSweep } from "./sweep-due.ts";

const sweep = makeSweep({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  queue: makeDueQueue(new SQSClient({}), env(ENV.dueQueueUrl)),
  clock: businessClock,
  log: openLog("messaging"),
});

/** Milliseconds that one step may take: what begins with less left would be cut off in the middle, and again by its retries. */
const STEP_MS = 15_000;

/** Moves due messages to the queue. */
export const handler = async (_event: unknown, context: Context): Promise<void> =>
  sweep(() => context.getRemainingTimeInMillis() > STEP_MS);
