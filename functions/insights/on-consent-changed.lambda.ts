import type { EventBridgeEvent } from "aws-lambda";
import { consentChanged } from "../../shared/contracts/consent.ts";
import { ENV } from "../../shared/names.ts";
import { env } from "../runtime/env.ts";
import { detailOf } from "../runtime/events.ts";
import { openTables } from "../runtime/tables.ts";
import { makeForgetViewing } from "./forget-viewing.ts";

const forget = makeForgetViewing({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  insightsTable: env(ENV.insightsTable),
});

/** Deletes what HCPs had deleted of their viewing. */
export const handler = (event: EventBridgeEvent<string, unknown>) => forget(detailOf(consentChanged, event));
