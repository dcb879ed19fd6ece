import type { EventBridgeEvent } from "aws-lambda";
import { bulkMoved } from "../../shared/contracts/messaging/bulk.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { detailOf } from "../runtime/events.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeBulkWork } from "./bulk-work.ts";
import { readinessOf, textSettings } from "./text-settings.ts";

const work = makeBulkWork({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: openProfiles(env(ENV.profileSigners)),
  providers: readinessOf(textSettings(optionalEnv)),
  clock: businessClock,
});

/** Does the next step of a bulk invitation. */
export const handler = (event: EventBridgeEvent<string, unknown>) => work(detailOf(bulkMoved, event).bulkId);
