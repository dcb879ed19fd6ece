import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openTables } from "../runtime/tables.ts";
import { makeOnInvitationMoved } from "./on-invitation-moved.ts";

/** Counts what became of invitations. */
export const handler = makeOnInvitationMoved({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  insightsTable: env(ENV.insightsTable),
  engagementTable: env(ENV.engagementTable),
  clock: businessClock,
});
