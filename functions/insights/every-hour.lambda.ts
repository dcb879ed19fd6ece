import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeCountAgain } from "./count-again.ts";

const log = openLog("insights-count-again");
const countAgain = makeCountAgain({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  engagementTable: env(ENV.engagementTable),
  insightsTable: env(ENV.insightsTable),
  clock: businessClock,
});

export const handler = async (): Promise<void> => {
  const messages = await countAgain();
  if (messages > 0) log.info("links counted again", { messages });
};
