import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { ENGAGEMENT_EXPORT_COLUMNS, type LakeColumn } from "../../shared/contracts/lake.ts";

/** The answer to a statement: rows of plain values in the order of `columns`, whose names may repeat. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Numbers beyond 2^53 stay bigint; dates, times and nested values are text. */
export type Cell = string | number | bigint | boolean | null;

/** The analyst's tables over one folder of Parquet files. */
export interface AnalystTables {
  /** @throws Error with DuckDB's words when the statement is wrong */
  query(sql: string): Promise<Answer>;
  close(): void;
}

const DUCKDB_TYPE: Readonly<Record<LakeColumn["type"], string>> = {
  string: "VARCHAR",
  int: "INTEGER",
  timestamp: "TIMESTAMP",
};

/**
 * Opens the tables that Athena has (infra/stacks/lake.ts) as views of DuckDB: `engagement` with the partition column
 * `week`. Unlike Athena's table the view counts (visit, seq, row) once; of two copies that differ in the person, the one
 * without stays, because consent ended between them. Statements can read the folder and no other file.
 * @param folder holds `week=<Monday>/<name>.parquet`
 * @param empty there is no file yet: the tables exist and have no rows
 */
export async function openAnalystTables(folder: string, empty: boolean): Promise<AnalystTables> {
  const database = await DuckDBInstance.create(":memory:");
  const connection = await database.connect();
  const columns = [...ENGAGEMENT_EXPORT_COLUMNS.map(({ name, type }) => ({ name, type })), WEEK];
  const source = empty ? nothing(columns) : files(folder);
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  await connection.run(
    `CREATE VIEW engagement AS
     SELECT DISTINCT ON (visit, seq, "row") ${names} FROM ${source} ORDER BY visit, seq, "row", pid NULLS FIRST`,
  );
  await connection.run(`SET allowed_directories = [${quoted(folder)}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
  return {
    query: (sql) => answer(connection, sql),
    close() {
      connection.closeSync();
      database.closeSync();
    },
  };
}

const WEEK = { name: "week", type: "string" } as const;

function files(folder: string): string {
  const options = "hive_partitioning = true, hive_types_autocast = false, union_by_name = true";
  return `read_parquet(${quoted(`${folder}/**/*.parquet`)}, ${options})`;
}

function nothing(columns: readonly Pick<LakeColumn, "name" | "type">[]): string {
  const casts = columns.map(({ name, type }) => `NULL::${DUCKDB_TYPE[type]} AS "${name}"`);
  return `(SELECT ${casts.join(", ")} WHERE false)`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function answer(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const result = await connection.runAndReadAll(sql);
  const exact = result.getRowsJson();
  const rows = result
    .getRowsJS()
    .map((row, at) => row.map((value, column) => cell(value, exact[at]?.[column])));
  return { columns: result.columnNames(), rows };
}

/** JSON's form has every type as text, the other has numbers as numbers: each is taken where it is exact and readable. */
function cell(value: unknown, json: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  return typeof json === "string" ? json : JSON.stringify(json);
}
