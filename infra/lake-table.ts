/** A column of the analyst export, in the order of the Parquet files. */
export interface LakeColumn {
  readonly name: string;
  /** Athena's type. */
  readonly type: "string" | "int" | "bigint" | "double" | "boolean";
  readonly comment: string;
}

/** Partition of the export: the day in UTC on which a beacon arrived, `yyyy-MM-dd`. */
export const PARTITION = "dt";

/** What `export/` holds; the lake writer writes exactly these. */
export const EXPORT_COLUMNS: readonly LakeColumn[] = [
  { name: "visit", type: "string", comment: "Pseudonym of the visit" },
  { name: "seq", type: "int", comment: "Number of the beacon in its visit" },
  {
    name: "person",
    type: "string",
    comment: "Pseudonym of the person; null without consent to individual tracking",
  },
  { name: "version_id", type: "string", comment: "Content version" },
  { name: "kind", type: "string", comment: "played, viewed or opened" },
  { name: "a", type: "int", comment: "played: start in the medium, ms" },
  { name: "b", type: "int", comment: "played: end in the medium, ms; viewed: active time, ms" },
  { name: "rate", type: "int", comment: "Speed in percent" },
  { name: "received_at", type: "bigint", comment: "Arrival of the beacon, ms since 1970 in UTC" },
];

/** Queries an analyst starts from. A beacon may lie in two files: (visit, seq) is counted once. */
export const NAMED_QUERIES: readonly {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}[] = [];
