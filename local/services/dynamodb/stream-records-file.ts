import { rmSync } from "node:fs";
import sqlite from "node-sqlite3-wasm";

const RETENTION_SECONDS = 24 * 60 * 60;

/**
 * Prepares the engine's database while the engine does not run.
 *
 * The engine finds the next sequence number by `MAX(CAST(sequence_number AS INTEGER))` over all stream records of a
 * table, without an index: every write gets slower with every record (measured: 1300 puts/s at 5 000 records, 330 at
 * 21 000). Two expression indexes make that constant. It never trims either, so records that DynamoDB would have
 * dropped after 24 hours are deleted here; each table keeps its newest one, from which the next number is counted.
 */
export function prepareStreamRecords(databaseFile: string, nowMs: number): { readonly trimmed: number } {
  // A crash while the file was open leaves the library's lock directory; the pid file has proven that nobody holds it.
  rmSync(`${databaseFile}.lock`, { recursive: true, force: true });
  const database = new sqlite.Database(databaseFile);
  try {
    // The file is in WAL mode, and WebAssembly has no shared memory for it.
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    database.exec(
      "CREATE INDEX IF NOT EXISTS ix_stream_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))",
    );
    database.exec(
      "CREATE INDEX IF NOT EXISTS ix_stream_shard ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER))",
    );
    const { changes } = database.run(
      `DELETE FROM _stream_records AS old WHERE created_at < ? AND CAST(sequence_number AS INTEGER) <
         (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = old.table_name)`,
      [Math.floor(nowMs / 1000) - RETENTION_SECONDS],
    );
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return { trimmed: changes };
  } finally {
    database.close();
  }
}
