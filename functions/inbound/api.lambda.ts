import { inboundApi } from "../../shared/contracts/inbound.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openTables } from "../runtime/tables.ts";
import { makeInboundTexts } from "./api.ts";
import { makeRepQuestions } from "./rep-questions.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);

const deps = {
  tables,
  auditTable,
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
};

/** Texts and questions that wait for a person on this side of the wall. */
export const handler = serve(
  inboundApi,
  { ...makeInboundTexts(deps), ...makeRepQuestions(deps) },
  {
    clock: businessClock,
    log: openLog("inbound-api"),
    originSecret: env(ENV.originSecret),
    onDenied: denials(tables, auditTable),
  },
);
