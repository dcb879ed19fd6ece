import { wordingApi } from "../../shared/contracts/messaging/wording.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeNotes } from "./answer-note.ts";
import { makeOffers } from "./offer-templates.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);
const deps = {
  tables,
  auditTable,
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: openProfiles(env(ENV.profileSigners)),
};

/** Templates for a composer, and compliance's answers to what was typed. */
export const handler = serve(
  wordingApi,
  { ...makeOffers(deps), ...makeNotes(deps) },
  {
    clock: businessClock,
    log: openLog("messaging-wording"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
