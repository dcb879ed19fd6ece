import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ENGAGEMENT_EXPORT_COLUMNS, LakeRow } from "../../shared/contracts/lake.ts";
import { bucketPlan, type RunningS3, startS3 } from "../services/s3/s3.fixture.ts";

export type ExportRow = LakeRow<typeof ENGAGEMENT_EXPORT_COLUMNS>;

export const LAKE = "lake-bucket";

/** A row of the export; by default ten seconds of a film played by the person `p1` in the visit `v1`. */
export function exportRow(row: Partial<ExportRow> = {}): ExportRow {
  return {
    visit: "v1",
    seq: 0,
    row: 0,
    kind: "played",
    version_id: "ver_1",
    from_ms: 0,
    to_ms: 10_000,
    rate_percent: 100,
    pid: "p1",
    country: undefined,
    press: undefined,
    ...row,
  };
}

/** One person's visit: confirmed, a piece opened, ten seconds played. */
export function visitOf(person: number, version = "ver_1"): ExportRow[] {
  const who = { visit: `v${person}`, pid: `p${person}` };
  const still = { from_ms: 0, to_ms: 0 };
  return [
    exportRow({
      ...who,
      ...still,
      seq: -1,
      kind: "visit",
      version_id: undefined,
      country: "IE",
      press: "human",
    }),
    exportRow({ ...who, ...still, kind: "opened", version_id: version }),
    exportRow({ ...who, row: 1, version_id: version }),
  ];
}

/** A data directory whose lake is served by the running store. */
export interface SampleLake {
  readonly dataDir: string;
  readonly store: RunningS3;
  write(key: string, rows: readonly ExportRow[]): Promise<void>;
}

/** `parquet` is the lake's own writer. */
export async function startLake(parquet: (rows: readonly ExportRow[]) => Buffer): Promise<SampleLake> {
  const dataDir = await mkdtemp(join(tmpdir(), "lake-"));
  const dir = join(dataDir, "s3");
  await mkdir(dir);
  const store = await startS3([bucketPlan(LAKE)], { dir });
  return {
    dataDir,
    store,
    write: async (key, rows) => {
      await store.s3.objects.put(LAKE, key, parquet(rows));
    },
  };
}
