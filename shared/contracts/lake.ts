/**
 * The analyst's table `engagement`: written by the lake, declared to Glue by infra, documented by the data
 * dictionary. Imports nothing.
 */
export interface LakeColumn {
  readonly name: string;
  /** Glue type; the writer maps it to Parquet. */
  readonly type: "string" | "int" | "timestamp";
  readonly nullable: boolean;
  readonly comment: string;
}

/** Columns of `export/engagement/`: pseudonymous (domain-rules 8.3), by week, without addresses or free text. */
export const ENGAGEMENT_EXPORT_COLUMNS = [
  {
    name: "visit",
    type: "string",
    nullable: false,
    comment: "pseudonym of the confirmed visit, HMAC-SHA256, 32 hex digits",
  },
  {
    name: "seq",
    type: "int",
    nullable: false,
    comment: "number of the beacon in the visit; -1 for the confirmation itself",
  },
  {
    name: "row",
    type: "int",
    nullable: false,
    comment: "position in the beacon; (visit, seq, row) is unique",
  },
  {
    name: "kind",
    type: "string",
    nullable: false,
    comment: "visit, opened, viewed, played, or downloaded when the file of a document was opened",
  },
  { name: "version_id", type: "string", nullable: true, comment: "content version; absent for kind visit" },
  {
    name: "from_ms",
    type: "int",
    nullable: false,
    comment: "played: start in media time, milliseconds; else 0",
  },
  {
    name: "to_ms",
    type: "int",
    nullable: false,
    comment: "played: end in media time; viewed: active milliseconds; else 0",
  },
  { name: "rate_percent", type: "int", nullable: false, comment: "playback rate in percent" },
  {
    name: "pid",
    type: "string",
    nullable: true,
    comment: "pseudonym of the person; absent without consent to individual tracking",
  },
  { name: "country", type: "string", nullable: true, comment: "country of practice, on kind visit only" },
  {
    name: "press",
    type: "string",
    nullable: true,
    comment: "who pressed the gate's button: human, machine or unknown; on kind visit only",
  },
] as const satisfies readonly LakeColumn[];

/** Columns of `raw/engagement/`: full fidelity with internal ids, for rebuilds only; analysts have no right to it. */
export const ENGAGEMENT_RAW_COLUMNS = [
  { name: "visit_id", type: "string", nullable: false, comment: "visit" },
  { name: "seq", type: "int", nullable: false, comment: "beacon number; -1 for the confirmation" },
  { name: "row", type: "int", nullable: false, comment: "position in the beacon" },
  { name: "kind", type: "string", nullable: false, comment: "see export" },
  { name: "version_id", type: "string", nullable: true, comment: "content version" },
  { name: "from_ms", type: "int", nullable: false, comment: "see export" },
  { name: "to_ms", type: "int", nullable: false, comment: "see export" },
  { name: "rate_percent", type: "int", nullable: false, comment: "see export" },
  { name: "hcp_id", type: "string", nullable: true, comment: "person; absent without consent" },
  { name: "message_id", type: "string", nullable: true, comment: "message; absent without consent" },
  { name: "country", type: "string", nullable: true, comment: "country of practice" },
  { name: "press", type: "string", nullable: true, comment: "who pressed, as it was judged then" },
  { name: "at", type: "string", nullable: false, comment: "instant of receipt, ISO 8601 UTC" },
] as const satisfies readonly LakeColumn[];

/** One row of a lake file, by column name. */
export type LakeRow<Columns extends readonly LakeColumn[]> = {
  readonly [Column in Columns[number] as Column["name"]]:
    | (Column["type"] extends "int" ? number : string)
    | (Column["nullable"] extends true ? undefined : never);
};
