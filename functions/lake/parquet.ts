import { type BasicType, parquetWriteBuffer } from "hyparquet-writer";
import type { LakeColumn, LakeRow } from "../../shared/contracts/lake.ts";

const PARQUET_TYPE: Record<LakeColumn["type"], BasicType> = {
  string: "STRING",
  int: "INT32",
  timestamp: "TIMESTAMP",
};

/** A Parquet file (snappy) with exactly the declared columns, in their order and with their nullability. */
export function parquetOf<const Columns extends readonly LakeColumn[]>(
  columns: Columns,
  rows: readonly LakeRow<Columns>[],
): Buffer {
  const columnData = columns.map((column) => ({
    name: column.name,
    type: PARQUET_TYPE[column.type],
    nullable: column.nullable,
    data: rows.map(
      (row) => (row as Readonly<Record<string, string | number | undefined>>)[column.name] ?? null,
    ),
  }));
  return Buffer.from(parquetWriteBuffer({ columnData }));
}
