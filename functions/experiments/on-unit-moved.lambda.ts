import { ENV } from "../../shared/names.ts";
import { env } from "../runtime/env.ts";
import { openTables } from "../runtime/tables.ts";
import { makeOnUnitMoved } from "./on-unit-moved.ts";

/** Counts what became of the people in experiments. */
export const handler = makeOnUnitMoved({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  insightsTable: env(ENV.insightsTable),
});
