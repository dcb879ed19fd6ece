import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { ENGAGEMENT_EXPORT_COLUMNS } from "../../shared/contracts/lake.ts";
import type { StreamFact } from "../engagement/facts.ts";
import { exportRow, rawRows, weekOf } from "./lake-rows.ts";
import { parquetOf } from "./parquet.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const HCP = "hcp_01JD0000000000000000000001";
const VERSION = "ver_01JD0000000000000000000001";
const AT = "2026-11-22T23:59:59.999Z";
const facts: StreamFact[] = [
  {
    sequence: "100",
    item: {
      kind: "visit",
      visit: {
        visitId: "vis_1",
        hcpId: HCP,
        messageId: "msg_1",
        country: "IE",
        confirmedAt: AT,
        pressClass: "human",
      },
    },
  },
  {
    sequence: "101",
    item: {
      kind: "batch",
      batch: {
        visitId: "vis_1",
        hcpId: HCP,
        messageId: "msg_1",
        seq: 0,
        items: [VERSION],
        k: [1, 2],
        i: [0, 0],
        a: [12_000, 0],
        b: [18_000, 3_000],
        r: [100, 100],
        receivedAt: AT,
      },
    },
  },
];

describe("the rows of the lake", () => {
  it("carry one row per event, with the person only where tracking is agreed to (INV-4)", () => {
    expect(rawRows(facts, () => true).map((row) => [row.kind, row.seq, row.row, row.hcp_id])).toEqual([
      ["visit", -1, 0, HCP],
      ["played", 0, 0, HCP],
      ["viewed", 0, 1, HCP],
    ]);
    expect(
      rawRows(facts, () => false).every((row) => row.hcp_id === undefined && row.message_id === undefined),
    ).toBe(true);
  });

  it("leave the person out of a piece that counts only in totals, and keep the piece (2.11)", () => {
    const rows = rawRows(facts, ({ piece }) => piece?.versionId !== VERSION);
    expect(
      rows.map(({ kind, version_id, hcp_id, message_id }) => [kind, version_id, hcp_id, message_id]),
    ).toEqual([
      ["visit", undefined, HCP, "msg_1"],
      ["played", VERSION, undefined, undefined],
      ["viewed", VERSION, undefined, undefined],
    ]);
  });

  it("INV-11: say of a visit who began it, so that analysts count people only", () => {
    const exported = rawRows(facts, () => true).map((row) => exportRow(row, KEY));
    expect(exported.map(({ kind, press }) => [kind, press])).toEqual([
      ["visit", "human"],
      ["played", undefined],
      ["viewed", undefined],
    ]);
  });

  it("reach analysts with pseudonyms only: no internal id, no instant (domain-rules 8.3)", () => {
    const exported = rawRows(facts, () => true).map((row) => exportRow(row, KEY));
    const text = JSON.stringify(exported);
    for (const secret of [HCP, "vis_1", "msg_1", AT]) expect(text).not.toContain(secret);
    expect(new Set(exported.map((row) => row.pid)).size).toBe(1);
    expect(exported[0]?.pid).toMatch(/^[0-9a-f]{32}$/);
    expect(
      exportRow(rawRows(facts, () => true)[0] ?? never(), Buffer.alloc(32, 8).toString("base64")).pid,
    ).not.toBe(exported[0]?.pid);
  });

  it("survive a round trip through Parquet with exactly the declared columns", async () => {
    const exported = rawRows(facts, () => false).map((row) => exportRow(row, KEY));
    const bytes = parquetOf(ENGAGEMENT_EXPORT_COLUMNS, exported);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    const read = await parquetReadObjects({ file });
    expect(Object.keys(read[0] ?? {})).toEqual(ENGAGEMENT_EXPORT_COLUMNS.map((column) => column.name));
    expect(read[1]).toMatchObject({
      kind: "played",
      version_id: VERSION,
      from_ms: 12_000,
      to_ms: 18_000,
      pid: null,
    });
  });

  it("are partitioned by the ISO week's Monday", () => {
    expect(weekOf("2026-11-22T23:59:59.999Z")).toBe("2026-11-16");
    expect(weekOf("2026-11-23T00:00:00.000Z")).toBe("2026-11-23");
  });
});

function never(): never {
  throw new Error("no row");
}
