import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ImportId, type UserId } from "../../shared/model/ids.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { readConsentLog } from "../consent/store.ts";
import { newId } from "../runtime/ids.ts";
import { openLog } from "../runtime/log.ts";
import { transact } from "../runtime/transaction.ts";
import { IMPORT_COLUMNS } from "./import-columns.ts";
import { makeImportJob } from "./import-job.ts";
import { findImport, type ImportRecord, importParts, refusedRows } from "./import-store.ts";
import { listHcps } from "./list-hcps.ts";

const NOW = Date.parse("2026-11-23T09:00:00Z");
const PEPPER = Buffer.alloc(32, 7).toString("base64");

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const tablesOf = () => ({
  tables: engine.tables,
  recordsTable: engine.names.records,
  peopleTable: engine.names.people,
  auditTable: engine.names.audit,
});

/** A line of the fixture; `prefix` keeps the people of different tests apart. */
function person(id: string, change: Partial<Record<(typeof IMPORT_COLUMNS)[number], string>> = {}): string {
  const row: Record<string, string> = {
    external_id: id,
    first_name: "Aoife",
    last_name: "Ní Bhriain",
    specialty: "Cardiology",
    kind: "community",
    country: "IE",
    time_zone: "Europe/Dublin",
    language: "en-IE",
    email: `${id}@example.com`,
    mobile: "+353851234567",
    territory: "IE-01",
    ...change,
  };
  return IMPORT_COLUMNS.map((column) => row[column] ?? "").join(",");
}
const file = (...rows: string[]) => [IMPORT_COLUMNS.join(","), ...rows, ""].join("\n");

async function started(): Promise<ImportId> {
  const importId = ImportId.parse(newId("imp", NOW));
  const record: ImportRecord = {
    importId,
    rev: 1,
    state: "awaiting_upload",
    counts: { rows: 0, kept: 0, updated: 0, refused: 0, consents: 0, withoutEvidence: 0 },
    line: 0,
    requestedBy: "admin-1" as UserId,
    requestedAt: new Date(NOW).toISOString(),
  };
  await transact(engine.tables, importParts(engine.names.records, record));
  return importId;
}

/** The table client of a function that is killed at its n-th call. */
function dyingTables(calls: number): EngineTables["tables"] {
  let left = calls;
  return new Proxy(engine.tables, {
    get: (client, name) => {
      if (name === "send" && left-- <= 0) throw new Error("killed");
      const member: unknown = Reflect.get(client, name);
      return typeof member === "function" ? member.bind(client) : member;
    },
  });
}

/** The job over a file in memory. */
function jobOver(
  content: string | Uint8Array,
  options: { readonly etag?: string; readonly tables?: EngineTables["tables"] } = {},
) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += 4096) yield bytes.subarray(start, start + 4096);
  }
  return makeImportJob({
    ...tablesOf(),
    ...(options.tables === undefined ? {} : { tables: options.tables }),
    company: "Acme",
    pepper: async () => PEPPER,
    open: async (_importId, etag) => (etag === (options.etag ?? "tag") ? stream() : undefined),
    clock: () => NOW,
    log: openLog("test"),
  });
}

async function stateOf(importId: ImportId) {
  const found = await findImport(tablesOf(), importId);
  const refused = await refusedRows(tablesOf(), importId, { afterRow: 0, limit: 100 });
  return { ...found, refused: refused.rows };
}
async function everything(): Promise<unknown[]> {
  const walls = [engine.names.people, engine.names.records, engine.names.audit];
  const scans = await Promise.all(
    walls.map((name) => engine.tables.send(new ScanCommand({ TableName: name }))),
  );
  return scans.map((scan) => scan.Items);
}

describe("importing a file", () => {
  it("keeps good rows, refuses bad ones by line, column and reason, and never shows the value", async () => {
    const importId = await started();
    const content = file(
      person("A-1"),
      person("A-2", { mobile: "12" }),
      person("A-3", { last_name: "=1+1" }),
      person("A-1"),
    );
    await jobOver(content)({ importId, etag: "tag" });
    expect(await stateOf(importId)).toMatchObject({
      state: "done",
      total: 4,
      counts: { rows: 4, kept: 1, updated: 0, refused: 3 },
      refused: [
        { row: 3, externalId: "A-2", column: "mobile" },
        { row: 4, externalId: "A-3", column: "last_name" },
        { row: 5, externalId: "A-1", column: "external_id" },
      ],
    });
  });

  it("CON-4: takes consents with their evidence; without it the person comes in and counts as not asked", async () => {
    const columns = ["email_consent_day", "email_consent_text", "email_consent_reference", "sms_consent_day"];
    const rows = [
      [person("E-1"), "2026-03-02,in-person.email.en.1,form 12,"],
      [person("E-2"), "2026-03-02,in-person.email.en.1,,"],
      [person("E-3"), "2 March,in-person.email.en.1,form 13,"],
      [person("E-4"), "2024-01-02,in-person.email.en.1,form 14,"],
      [person("E-5"), "2026-03-02,our old form,form 15,2026-03-02"],
      [person("E-6"), ",,,"],
    ].map(([who, cells]) => `${who},${cells}`);
    const content = [[IMPORT_COLUMNS.join(","), ...columns].join(","), ...rows, ""].join("\n");
    const importId = await started();
    await jobOver(content)({ importId, etag: "tag" });
    const state = await stateOf(importId);
    expect(state).toMatchObject({
      state: "done",
      counts: { rows: 6, kept: 6, refused: 0, consents: 1, withoutEvidence: 4 },
    });
    expect(
      state.refused.map(({ row, kept, problems }) => [row, kept, problems.map(({ column }) => column)]),
    ).toEqual([
      [3, true, ["email_consent_reference"]],
      [4, true, ["email_consent_day"]],
      [5, true, ["email_consent_day"]],
      [6, true, ["sms_consent_text", "email_consent_text"]],
    ]);
    expect(JSON.stringify(state.refused)).not.toContain("our old form");
    const { items } = await listHcps(tablesOf(), { territories: ["IE-01"] }, { q: "ni bh", limit: 100 });
    const found = items.find(({ externalId }) => externalId === "E-1");
    if (found === undefined) throw new Error("E-1 is in");
    const events = async () => (await readConsentLog(tablesOf(), found.hcpId)).events;
    expect(await events()).toMatchObject([
      { actor: "import", saidAt: "2026-03-02T00:00:00.000Z", expiresAt: "2028-03-02T00:00:00.000Z" },
    ]);
    // the same file again finds its own event
    const again = await started();
    await jobOver(content)({ importId: again, etag: "tag" });
    expect(await events()).toHaveLength(1);
  });

  it("updates a person whose external id is known, and counts an equal row as kept only", async () => {
    const first = await started();
    await jobOver(file(person("B-1", { last_name: "Byrne" }), person("B-2")))({
      importId: first,
      etag: "tag",
    });
    const second = await started();
    await jobOver(file(person("B-1", { last_name: "Ó Broin", territory: "IE-02" }), person("B-2")))({
      importId: second,
      etag: "tag",
    });
    expect(await stateOf(second)).toMatchObject({
      state: "done",
      counts: { rows: 2, kept: 2, updated: 1, refused: 0 },
    });
    const moved = await listHcps(tablesOf(), { territories: ["IE-02"] }, { q: "o br", limit: 10 });
    expect(moved.items).toMatchObject([{ externalId: "B-1", lastName: "Ó Broin", rev: 2 }]);
  });

  it("changes nothing when the same event arrives again", async () => {
    const importId = await started();
    const job = jobOver(file(person("C-1"), person("C-2", { email: "bad" })));
    await job({ importId, etag: "tag" });
    const before = await everything();
    await job({ importId, etag: "tag" });
    await job({ importId, etag: "other" });
    expect(await everything()).toEqual(before);
  });

  it("continues a killed run: every row once, counts as if nothing had happened", async () => {
    const importId = await started();
    const rows = Array.from({ length: 120 }, (_, index) =>
      person(`D-${index}`, index % 10 === 3 ? { email: "bad" } : {}),
    );
    const content = file(...rows);
    // three calls per new person: the first chunk is through, the second half written, its progress not
    const killed = jobOver(content, { tables: dyingTables(220) });
    await expect(killed({ importId, etag: "tag" })).rejects.toThrow("killed");
    expect(await stateOf(importId)).toMatchObject({ state: "running", counts: { rows: 50 } });
    await jobOver(content)({ importId, etag: "tag" });
    expect(await stateOf(importId)).toMatchObject({
      state: "done",
      counts: { rows: 120, kept: 108, updated: 0, refused: 12 },
    });
  });

  it("lets two runs at the same time end as one", async () => {
    const importId = await started();
    const content = file(...Array.from({ length: 60 }, (_, index) => person(`E-${index}`)));
    await Promise.all([1, 2, 3].map(() => jobOver(content)({ importId, etag: "tag" })));
    expect(await stateOf(importId)).toMatchObject({
      state: "done",
      counts: { rows: 60, kept: 60, updated: 0, refused: 0 },
    });
  });

  it("fails a wrong or cut-off file with a reason, and lets nobody in", async () => {
    const importId = await started();
    await jobOver(`${file(person("F-1"))}F-2,,`)({ importId, etag: "tag" });
    const state = await stateOf(importId);
    expect(state).toMatchObject({ state: "failed", counts: { rows: 0, kept: 0 } });
    expect(state.failure).toMatch(/cut off\. Export it and upload it again\.$/);
    expect(state.line).toBe(0);
  });

  it("fails when the file was replaced while it was read", async () => {
    const importId = await started();
    await jobOver(file(person("G-1")), { etag: "newer" })({ importId, etag: "tag" });
    expect((await stateOf(importId)).failure).toMatch(/replaced/);
  });

  const sample = resolve(import.meta.dirname, "../../../shared/samples/hcps.csv");
  it.skipIf(!existsSync(sample))(
    "keeps 250 people of the sample and refuses 6, each for its reason",
    async () => {
      const importId = await started();
      await jobOver(readFileSync(sample))({ importId, etag: "tag" });
      const state = await stateOf(importId);
      expect(state).toMatchObject({
        state: "done",
        counts: { rows: 256, kept: 250, updated: 0, refused: 6 },
      });
      expect(state.refused.map(({ row, externalId, column }) => [row, externalId, column])).toEqual([
        [252, "HCP-90001", "npi"],
        [253, "HCP-90002", "time_zone"],
        [254, "HCP-90003", "mobile"],
        [255, "HCP-90004", "first_name"],
        [256, "HCP-00001", "external_id"],
        [257, "HCP-90006", "first_name"],
      ]);
      expect(state.refused[3]?.problems.map((problem) => problem.column)).toEqual([
        "first_name",
        "last_name",
        "email",
      ]);
    },
  );
});
