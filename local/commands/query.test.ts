import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parquetOf } from "../../functions/lake/parquet.ts";
import { NAMED_QUERIES } from "../../infra/named-queries.ts";
import { ENGAGEMENT_EXPORT_COLUMNS } from "../../shared/contracts/lake.ts";
import { openAnalystTables } from "./analyst-tables.ts";
import { exportRow, LAKE, type SampleLake, startLake, visitOf } from "./lake-sample.fixture.ts";
import { lakeBucketOf, runQuery } from "./query.ts";

let lake: SampleLake;
beforeEach(async () => {
  lake = await startLake((rows) => parquetOf(ENGAGEMENT_EXPORT_COLUMNS, rows));
});
afterEach(async () => {
  await lake.store.close();
  await rm(lake.dataDir, { recursive: true, force: true });
});

const WEEK = "export/engagement/week=2026-11-16";
const ask = (...args: string[]) => runQuery(["--data", lake.dataDir, ...args], () => LAKE);
const rowsOf = async (sql: string) => {
  const { output, note } = await ask("--json", sql);
  if (output === undefined) throw new Error(note);
  return output.split("\n").map((line) => JSON.parse(line) as unknown);
};

describe("npm run query", () => {
  it("reads what a running store holds, with the partition column as text", async () => {
    await lake.write(`${WEEK}/100.parquet`, visitOf(1));
    await lake.write("export/engagement/week=2026-11-23/200.parquet", visitOf(2));
    expect(
      await rowsOf(
        "SELECT week, typeof(week) AS type, count(*) AS events FROM engagement GROUP BY week ORDER BY week",
      ),
    ).toEqual([
      { week: "2026-11-16", type: "VARCHAR", events: 3 },
      { week: "2026-11-23", type: "VARCHAR", events: 3 },
    ]);
  });

  it("sees a file that replaced another of the same name, and leaves nothing behind", async () => {
    await lake.write(`${WEEK}/100.parquet`, visitOf(1));
    await lake.write(`${WEEK}/100.parquet`, [...visitOf(1), ...visitOf(2)]);
    expect(await rowsOf("SELECT count(DISTINCT visit) AS visits FROM engagement")).toEqual([{ visits: 2 }]);
    expect(await readdir(lake.dataDir)).toEqual(["s3"]);
  });

  it("counts an event once that a repeated batch left in two files, without the person when consent ended", async () => {
    await lake.write(`${WEEK}/100.parquet`, [exportRow()]);
    await lake.write(`${WEEK}/101.parquet`, [exportRow({ pid: undefined }), exportRow({ row: 1 })]);
    expect(await rowsOf('SELECT "row", pid FROM engagement ORDER BY "row"')).toEqual([
      { row: 0, pid: null },
      { row: 1, pid: "p1" },
    ]);
  });

  it("shows the export only: neither raw files nor anything else on the disk (domain-rules 8.3)", async () => {
    await lake.write(`${WEEK}/100.parquet`, visitOf(1));
    await lake.write("raw/engagement/dt=2026-11-20/100.parquet", visitOf(2));
    expect(await rowsOf("SELECT DISTINCT visit FROM engagement")).toEqual([{ visit: "v1" }]);
    const store = join(lake.dataDir, "s3", LAKE, "blobs", "*");
    for (const sql of [`SELECT * FROM read_parquet('${store}')`, "SELECT * FROM read_csv('/etc/hosts')"]) {
      const { code, note } = await ask(sql);
      expect([code, note]).toEqual([1, expect.stringContaining("Permission Error")]);
    }
    const { note } = await ask("SET enable_external_access = true");
    expect(note).toContain("Error");
  });

  it("answers with an aligned table, numbers to the right and NULL for what is missing", async () => {
    await lake.write(`${WEEK}/100.parquet`, visitOf(1));
    const { output } = await ask("SELECT kind, version_id, to_ms FROM engagement ORDER BY kind");
    expect(output?.split("\n")).toEqual([
      "kind    version_id  to_ms",
      "------  ----------  -----",
      "opened  ver_1           0",
      "played  ver_1       10000",
      "visit   NULL            0",
      "(3 rows)",
    ]);
  });

  it("keeps dates, decimals and numbers beyond 2^53 exact", async () => {
    expect(
      await rowsOf(
        "SELECT 9007199254740993 AS big, 1.5 AS half, DATE '2026-11-16' AS day, [1, 2] AS list, count(*) AS n FROM engagement",
      ),
    ).toEqual([{ big: "9007199254740993", half: 1.5, day: "2026-11-16", list: "[1,2]", n: 0 }]);
  });

  it("says that there is no engagement yet, and has the table all the same", async () => {
    const outcome = await ask("SELECT count(*) AS events FROM engagement");
    expect(outcome).toMatchObject({
      code: 0,
      note: expect.stringContaining("no engagement in the lake yet"),
    });
    expect(outcome.output).toContain("     0");
  });

  it.each([
    ["SELECT * FROM visits", "Table with name visits does not exist"],
    ["SELEC 1", "syntax error"],
    ["SELECT nothing FROM engagement", '"nothing" not found'],
  ])("gives DuckDB's words for %s and names the table", async (sql, words) => {
    const { code, note } = await ask(sql);
    expect(code).toBe(1);
    expect(note).toContain(words);
    expect(note).toContain("The table is engagement");
  });

  it("names a missing data directory and shows how it is called", async () => {
    const missing = join(lake.dataDir, "none");
    const never = () => {
      throw new Error("not asked");
    };
    expect((await runQuery(["--data", missing, "SELECT 1"], never)).note).toContain(
      `There is no data directory ${missing}`,
    );
    expect((await runQuery([], never)).note).toContain("npm run query --");
    expect((await runQuery(["--rows", "SELECT 1"], never)).note).toContain("--rows");
  });

  it("takes the bucket from the function that writes it", () => {
    expect(() => lakeBucketOf({ functions: [] })).toThrow("LAKE_BUCKET");
  });
});

describe("Athena's named queries", () => {
  const groups = [...Array(10).keys()].flatMap((person) => visitOf(person));

  it.each(NAMED_QUERIES)("$name runs in DuckDB and leaves out groups below ten people", async ({ sql }) => {
    await lake.write(`${WEEK}/100.parquet`, [...groups, ...visitOf(1, "ver_small")]);
    // a repeated batch
    await lake.write(`${WEEK}/090.parquet`, groups);
    const rows = await rowsOf(sql);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("ver_small");
  });

  it("INV-11: count what the sample holds, people apart from what nobody knows and from machines", async () => {
    const nobody = { kind: "visit", seq: -1, version_id: undefined, to_ms: 0, pid: undefined, country: "IE" };
    const others = (["unknown", "unknown", "machine"] as const).map((press, n) =>
      exportRow({ ...nobody, visit: `other${n}`, press }),
    );
    await lake.write(`${WEEK}/100.parquet`, [...groups, ...others]);
    const answers = await Promise.all(NAMED_QUERIES.map(({ sql }) => rowsOf(sql)));
    expect(answers).toEqual([
      [{ week: "2026-11-16", country: "IE", human: 10, unknown: 2, raw: 13 }],
      [{ version_id: "ver_1", visits: 10, seconds_played: 100 }],
      [{ version_id: "ver_1", opened: 10, played: 10 }],
    ]);
  });

  it("run over an empty lake", async () => {
    const tables = await openAnalystTables(lake.dataDir, true);
    for (const { sql } of NAMED_QUERIES) expect((await tables.query(sql)).rows).toEqual([]);
    tables.close();
  });
});
