import type { DynamoDBStreamEvent } from "aws-lambda";
import { ENGAGEMENT_EXPORT_COLUMNS, ENGAGEMENT_RAW_COLUMNS } from "../../shared/contracts/lake.ts";
import { LAKE_PREFIX } from "../../shared/names.ts";
import { factOf, type StreamFact, trackingPermissions } from "../engagement/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Tables } from "../runtime/tables.ts";
import { exportRow, rawRows, weekOf } from "./lake-rows.ts";
import { parquetOf } from "./parquet.ts";

/** Puts one object of the lake; the same key again replaces it. */
export type PutLakeFile = (key: string, bytes: Buffer) => Promise<void>;

export interface LakeDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly put: PutLakeFile;
  readonly pseudonymKey: () => Promise<string>;
  readonly clock: Clock;
}

/**
 * Writes a stream batch as Parquet, raw by day and pseudonymous by week. A file is named after the first sequence
 * number of its batch, so a retry from the same checkpoint replaces it; what still overlaps is dropped by readers by
 * (visit, seq, row). Errors throw, and the stream repeats the batch.
 */
export function makeLakeWriter(deps: LakeDeps) {
  return async (event: DynamoDBStreamEvent): Promise<void> => {
    const facts = event.Records.map(factOf).filter((fact): fact is StreamFact => typeof fact === "object");
    const first = facts[0];
    if (first === undefined) return;
    const rows = rawRows(facts, await trackingPermissions(deps, facts, deps.clock()));
    const key = await deps.pseudonymKey();
    for (const [day, part] of grouped(rows, (row) => row.at.slice(0, 10))) {
      const path = `${LAKE_PREFIX.raw}engagement/dt=${day}/${first.sequence}.parquet`;
      await deps.put(path, parquetOf(ENGAGEMENT_RAW_COLUMNS, part));
    }
    for (const [week, part] of grouped(rows, (row) => weekOf(row.at))) {
      const exported = part.map((row) => exportRow(row, key));
      const path = `${LAKE_PREFIX.export}engagement/week=${week}/${first.sequence}.parquet`;
      await deps.put(path, parquetOf(ENGAGEMENT_EXPORT_COLUMNS, exported));
    }
  };
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return groups;
}
