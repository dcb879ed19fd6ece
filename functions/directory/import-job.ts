import type { RefusedRow } from "../../shared/contracts/directory/imports.ts";
import type { ImportId } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { AUDIT_MOVED, auditPart } from "../runtime/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { type ConsentCells, importConsents } from "./import-consents.ts";
import { FileRefused, type FileRow, readImportFile } from "./import-file.ts";
import { importPerson } from "./import-person.ts";
import { decideRow } from "./import-row.ts";
import { findImport, type ImportRecord, importParts } from "./import-store.ts";
import type { PeopleTable } from "./profile-store.ts";
import type { RecordsTable } from "./territory-store.ts";

/**
 * Opens the uploaded file, if it still is the one with this tag; undefined when it was replaced or is gone. Called
 * once to survey the file and once to import it.
 */
export type OpenUpload = (importId: ImportId, etag: string) => Promise<AsyncIterable<Uint8Array> | undefined>;

export interface ImportJobDeps extends PeopleTable, RecordsTable {
  readonly auditTable: string;
  /** In whose name imported consents were given. */
  readonly company: string;
  readonly pepper: () => Promise<string>;
  readonly open: OpenUpload;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Rows between two writes of progress, and rows on their way at the same time. */
const CHUNK_ROWS = 50;
const AT_ONCE = 10;

/** Another run of the same import was faster; it goes on alone. */
class Overtaken extends Error {}

/**
 * Imports an uploaded file. First the whole file is surveyed, so that a wrong or cut-off one changes nothing; then the
 * rows go in, with progress written every 50. It may be called any number of times for the same upload, also at the
 * same time, and a killed run is continued by the next call.
 */
export function makeImportJob(deps: ImportJobDeps) {
  return async (upload: { readonly importId: ImportId; readonly etag: string }): Promise<void> => {
    const found = await findImport(deps, upload.importId);
    if (found === undefined || found.state === "done" || found.state === "failed") return;
    // a second file under the same ticket does not replace the first one
    if (found.etag !== undefined && found.etag !== upload.etag) return;
    try {
      await run(found, upload.etag);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      deps.log.info("import continues elsewhere", { importId: upload.importId });
    }
  };

  async function run(found: ImportRecord, etag: string): Promise<void> {
    let record = found;
    if (record.state === "awaiting_upload") record = await advance(record, { state: "uploaded", etag });
    try {
      if (record.state === "uploaded") {
        const total = await survey(record.importId, etag);
        record = await advance(record, { state: "running", total });
      }
      record = await importRows(record, etag);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      record = (await findImport(deps, record.importId)) ?? record;
      await finish(record, { state: "failed", failure: error.reason });
      return;
    }
    await finish(record, { state: "done" });
  }

  async function survey(importId: ImportId, etag: string): Promise<number> {
    let total = 0;
    for await (const _row of readImportFile(await opened(importId, etag))) total += 1;
    return total;
  }

  async function importRows(start: ImportRecord, etag: string): Promise<ImportRecord> {
    let record = start;
    const pepper = await deps.pepper();
    const earlierIds = new Set<string>();
    let chunk: DecidedRow[] = [];
    for await (const row of readImportFile(await opened(start.importId, etag))) {
      const decided = decide(row, earlierIds);
      // rows of an earlier run are decided again, only to know their ids
      if (row.line <= start.line) continue;
      chunk.push(decided);
      if (chunk.length < CHUNK_ROWS) continue;
      record = await importChunk(record, chunk, pepper);
      chunk = [];
    }
    return chunk.length === 0 ? record : importChunk(record, chunk, pepper);
  }

  async function importChunk(
    record: ImportRecord,
    chunk: readonly DecidedRow[],
    pepper: string,
  ): Promise<ImportRecord> {
    const now = deps.clock();
    const counts = { ...record.counts, rows: record.counts.rows + chunk.length };
    const rejected = chunk.flatMap((row) => (row.kind === "refused" ? [row.refused] : []));
    const kept = chunk.flatMap((row) => (row.kind === "kept" ? [row] : []));
    for (let first = 0; first < kept.length; first += AT_ONCE) {
      const outcomes = await Promise.all(
        kept.slice(first, first + AT_ONCE).map((row) => {
          const origin = { importId: record.importId, row: row.line, requestedBy: record.requestedBy };
          return importPerson({ ...deps, pepper }, row.person, origin, now);
        }),
      );
      counts.kept += outcomes.length;
      counts.updated += outcomes.filter((outcome) => outcome === "updated").length;
    }
    const noted: RefusedRow[] = [];
    for (const { line: row, person, consents } of kept) {
      if (consents === undefined) continue;
      const origin = { importId: record.importId, row, requestedBy: record.requestedBy };
      const { externalId } = person;
      const done = await importConsents({ ...deps, pepper }, externalId, consents, origin, now);
      counts.consents += done.recorded;
      const [first, ...more] = done.problems;
      if (first === undefined) continue;
      counts.withoutEvidence += 1;
      noted.push({ row, externalId, ...first, problems: [first, ...more], kept: true });
    }
    counts.refused += rejected.length;
    const refused = [...rejected, ...noted];
    const line = chunk.at(-1)?.line ?? record.line;
    return advance(record, { counts, line }, refused);
  }

  async function opened(importId: ImportId, etag: string): Promise<AsyncIterable<Uint8Array>> {
    const bytes = await deps.open(importId, etag);
    if (bytes === undefined)
      throw new FileRefused("The file was replaced or removed while it was read. Start a new import.");
    return bytes;
  }

  /** Writes progress; a conflict with another transaction is tried again, a moved record means another run. */
  async function advance(
    record: ImportRecord,
    change: Partial<ImportRecord>,
    refused: readonly RefusedRow[] = [],
  ): Promise<ImportRecord> {
    const next = { ...record, ...change, rev: record.rev + 1 };
    for (let attempt = 0; ; attempt++) {
      const outcome = await transact(deps.tables, importParts(deps.recordsTable, next, refused));
      if (outcome.kind === "committed") return next;
      if (outcome.kind === "refused") throw new Overtaken(`import ${record.importId} was moved on`);
      if (attempt > 8) throw new Error(`import ${record.importId} met conflicts without end`);
      await backOff(attempt);
    }
  }

  async function finish(
    record: ImportRecord,
    end: Pick<ImportRecord, "state"> & { failure?: string },
  ): Promise<void> {
    const now: Instant = deps.clock();
    const next = { ...record, ...end, rev: record.rev + 1, finishedAt: instantText(now) };
    const fact = {
      actor: { type: "system", id: "directory/import" },
      action: `directory.import.${end.state}`,
      object: { type: "Import", id: record.importId },
      after: { ...next.counts },
    } as const;
    for (let attempt = 0; ; attempt++) {
      const audit = await auditPart(deps.tables, deps.auditTable, fact, now);
      const outcome = await transact(deps.tables, [...importParts(deps.recordsTable, next), audit]);
      if (outcome.kind === "committed") break;
      const moved = outcome.kind === "refused" && outcome.names.some((name) => name !== AUDIT_MOVED);
      if (moved) throw new Overtaken(`import ${record.importId} was finished elsewhere`);
      if (attempt > 8) throw new Error(`import ${record.importId} met conflicts without end`);
      await backOff(attempt);
    }
    deps.log.info("import finished", { importId: record.importId, state: end.state, ...next.counts });
  }
}

type DecidedRow =
  | {
      readonly kind: "kept";
      readonly line: number;
      readonly person: Parameters<typeof importPerson>[1];
      readonly consents: ConsentCells | undefined;
    }
  | { readonly kind: "refused"; readonly line: number; readonly refused: RefusedRow };

/** Decides a row and remembers its external id, whether the row is kept or not. */
function decide(row: FileRow, earlierIds: Set<string>): DecidedRow {
  const { line, values } = row;
  if (values === undefined) {
    const problem = { column: "(row)", reason: "The row has more or fewer fields than the header." };
    return { kind: "refused", line, refused: { row: line, ...problem, problems: [problem] } };
  }
  const decision = decideRow(values, earlierIds);
  if (decision.kind === "kept") {
    earlierIds.add(decision.person.externalId);
    return { kind: "kept", line, person: decision.person, consents: row.consents };
  }
  const { externalId, problems } = decision;
  if (externalId !== undefined) earlierIds.add(externalId);
  const id = externalId === undefined ? {} : { externalId };
  return { kind: "refused", line, refused: { row: line, ...problems[0], ...id, problems: [...problems] } };
}
